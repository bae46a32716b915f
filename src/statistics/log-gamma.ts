import { requireInside } from './require-arguments.ts'

/**
 * ln Γ(x) for x > 0, to about 1e-15 of its size.
 *
 * Stirling's series (DLMF 5.11.1) from x = 10 on; smaller x climb there by Γ(x + 1) = x Γ(x).
 * @throws RangeError unless x > 0 and finite
 */
export function logGamma(x: number): number {
  requireInside('x', x, 0, Infinity)
  let [argument, product] = [x, 1]
  for (; argument < 10; argument += 1) product *= argument
  const square = argument * argument
  const series = STIRLING.reduceRight((sum, coefficient) => sum / square + coefficient, 0) / argument
  return (argument - 0.5) * Math.log(argument) - argument + Math.log(2 * Math.PI) / 2 + series - Math.log(product)
}

/** B(2k) / (2k (2k - 1)) for k = 1, 2, …, where B are the Bernoulli numbers. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]
