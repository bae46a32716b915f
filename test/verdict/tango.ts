interface Paired {
  readonly n: number
  readonly losses: number
  readonly wins: number
}

/**
 * The 95 % interval of Tango (1998) by its closed-form score statistic, written down independently of `src/statistics`:
 * the roots of (wins - losses - n D)^2 = z^2 n (2 q + D (1 - D)), q being the restricted estimate of the loss rate.
 */
export function tango({ n, losses, wins }: Paired): { lower: number; upper: number } {
  const z = 1.959963984540054
  const statistic = (D: number): number => {
    const b = -wins - losses + (2 * n - wins + losses) * D
    const c = -losses * D * (1 - D)
    const q = (Math.sqrt(b * b - 8 * n * c) - b) / (4 * n)
    return (wins - losses - n * D) / Math.sqrt(n * (2 * q + D * (1 - D)))
  }
  const delta = (wins - losses) / n
  return { lower: crossing(statistic, z, -1, delta), upper: crossing(statistic, -z, delta, 1) }
}

/** Where a falling function reaches `level`. */
function crossing(f: (x: number) => number, level: number, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2
    if (f(middle) > level) low = middle
    else high = middle
  }
  return low
}
