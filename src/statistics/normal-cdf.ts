/**
 * P(N(0,1) <= z), to about 1e-16, and to 1e-13 of itself in the lower tail.
 *
 * Within 3 standard deviations the series of Marsaglia (2004), "Evaluating the normal distribution", J. Stat. Software
 * 11(4); outside it Laplace's continued fraction of the Mills ratio (Abramowitz & Stegun 26.2.14).
 * @throws RangeError when z is not a number
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('z must be a number')
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (Math.abs(z) < 3) return 0.5 + density * oddSeries(z)
  const tail = density * millsRatio(Math.abs(z))
  return z < 0 ? tail : 1 - tail
}

/** z + z^3/3 + z^5/(3*5) + z^7/(3*5*7) + … */
function oddSeries(z: number): number {
  let [sum, term] = [z, z]
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return sum
}

/** Upper tail over density, z >= 3: 1/(z + 1/(z + 2/(z + 3/(z + …)))). Sixty levels leave an error below 1e-20. */
function millsRatio(z: number): number {
  let denominator = z
  for (let level = 60; level > 0; level -= 1) denominator = z + level / denominator
  return 1 / denominator
}
