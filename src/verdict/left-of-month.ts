import type { MonthBudget } from './reports.ts'

/** What may still be spent in a month, in USD; undefined: there is no budget of months. */
export function leftOfMonth(month: MonthBudget | undefined): number | undefined {
  return month && Math.max(0, month.usd - month.spentUsd)
}
