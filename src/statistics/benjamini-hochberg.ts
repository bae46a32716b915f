import { requireAll } from './require-arguments.ts'

/**
 * p-values adjusted for exploration: of the claims with adjusted p <= q, at most a share q is false on average.
 *
 * Benjamini & Hochberg (1995), "Controlling the false discovery rate", J. R. Stat. Soc. B 57, 289-300.
 * @param pValues each in [0, 1]; a family may be empty
 * @returns in the order given
 * @throws RangeError on a p-value outside [0, 1]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  if (pValues.length > 0) requireAll('pValues', pValues, 0, 1)
  const descending = [...pValues.entries()].sort(([, p], [, other]) => other - p)
  const adjusted = [...pValues]
  let least = 1
  for (const [above, [at, p]] of descending.entries()) {
    least = Math.min(least, p * (pValues.length / (pValues.length - above)))
    adjusted[at] = least
  }
  return adjusted
}
