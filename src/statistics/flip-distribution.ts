/**
 * The chance that a sum of whole numbers, each counted or left out by a fair coin, is 0, 1, …, `highest`: an exact
 * convolution (Pagano & Tritchler 1983, JASA 78, 435-440). It serves the sign-flip test (magnitudes of the
 * differences) and Wilcoxon's (the ranks). Takes about magnitudes x highest steps.
 * @param magnitudes whole numbers of at least 0
 * @returns `highest` + 1 probabilities
 */
export function flipDistribution(magnitudes: readonly number[], highest: number): Float64Array {
  const chance = new Float64Array(highest + 1)
  chance[0] = 1
  let reached = 0
  for (const magnitude of magnitudes) {
    reached = Math.min(highest, reached + magnitude)
    for (let sum = reached; sum >= magnitude; sum -= 1) {
      chance[sum] = ((chance[sum] as number) + (chance[sum - magnitude] as number)) / 2
    }
    for (let sum = Math.min(magnitude - 1, reached); sum >= 0; sum -= 1) chance[sum] = (chance[sum] as number) / 2
  }
  return chance
}
