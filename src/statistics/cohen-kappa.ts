import { requireCount } from './require-arguments.ts'

/** How two raters sorted the same items into passes and failures, in numbers of items. */
export interface RatedTable {
  readonly bothPass: number
  /** The first passes what the second fails. */
  readonly firstAlone: number
  /** The second passes what the first fails. */
  readonly secondAlone: number
  readonly bothFail: number
}

/**
 * Agreement beyond chance: 1 where two raters always agree, 0 where they agree as often as if each drew lots at its own
 * rate. Undefined where both gave every item the same: then chance alone agrees always.
 *
 * Cohen (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 37-46.
 * @throws RangeError unless the numbers are whole, not negative, and not all 0
 */
export function cohenKappa(table: RatedTable): number | undefined {
  const { bothPass, firstAlone, secondAlone, bothFail } = table
  for (const [name, count] of Object.entries(table)) requireCount(name, count, 0)
  const items = bothPass + firstAlone + secondAlone + bothFail
  requireCount('items', items, 1)
  return kappaOfShares(bothPass / items, firstAlone / items, secondAlone / items)
}

/** The same of shares, of which the fourth is the rest of 1. */
export function kappaOfShares(bothPass: number, firstAlone: number, secondAlone: number): number | undefined {
  const [first, second] = [bothPass + firstAlone, bothPass + secondAlone]
  const byChance = first * second + (1 - first) * (1 - second)
  return byChance === 1 ? undefined : 1 - (firstAlone + secondAlone) / (1 - byChance)
}
