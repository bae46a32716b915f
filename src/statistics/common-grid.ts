/**
 * The magnitudes as multiples of one step, if there is one: differences of pass rates over k trials, of scores in
 * hundredths, of rubric points. Looks for it in the shares of the largest, so the step itself may be any number.
 * @param magnitudes greater than 0
 * @returns whole numbers up to 100,000 in the order of `magnitudes`, or undefined when there is no such step
 */
export function commonGrid(magnitudes: readonly number[]): number[] | undefined {
  const largest = magnitudes.reduce((most, magnitude) => Math.max(most, magnitude), 0)
  let steps = 1
  for (const magnitude of magnitudes) {
    steps *= smallestDenominator((magnitude / largest) * steps)
    if (steps > MOST_STEPS) return undefined
  }
  return magnitudes.map((magnitude) => Math.round((magnitude / largest) * steps))
}

/** Leaves room for the rounding errors of scores and of their means. */
const TOLERANCE = 1e-8
const MOST_STEPS = 100_000

/** The first denominator q of the convergents of x's continued fraction that makes x q a whole number. */
function smallestDenominator(x: number): number {
  let [before, q, rest] = [0, 1, x - Math.floor(x)]
  while (Math.abs(x * q - Math.round(x * q)) > TOLERANCE && q <= MOST_STEPS) {
    const whole = Math.floor(1 / rest)
    rest = 1 / rest - whole
    ;[before, q] = [q, whole * q + before]
  }
  return q
}
