import { requireAll } from './require-arguments.ts'

/**
 * p-values adjusted for a family of claims of which none may be false: reject where adjusted p <= alpha.
 *
 * Holm (1979), "A simple sequentially rejective multiple test procedure", Scand. J. Statistics 6, 65-70.
 * @param pValues each in [0, 1]; a family may be empty
 * @returns in the order given
 * @throws RangeError on a p-value outside [0, 1]
 */
export function holm(pValues: readonly number[]): number[] {
  if (pValues.length > 0) requireAll('pValues', pValues, 0, 1)
  const ascending = [...pValues.entries()].sort(([, p], [, other]) => p - other)
  const adjusted = [...pValues]
  let most = 0
  for (const [rank, [at, p]] of ascending.entries()) {
    most = Math.max(most, Math.min(1, p * (pValues.length - rank)))
    adjusted[at] = most
  }
  return adjusted
}
