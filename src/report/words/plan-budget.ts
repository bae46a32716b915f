import type { BudgetKind } from '../../evaluation/budget.ts'
import { leftOfMonth } from '../../verdict/left-of-month.ts'
import type { MonthBudget, Plan } from '../../verdict/reports.ts'
import { counted, usd } from '../numbers.ts'
import { listed } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'

/** `Budget: $10, 2,000 calls, 30 minutes; $212 of $300 this month.`, and whether that is enough. */
export function budgetSentence(plan: Plan): Phrase {
  const { usd: limit, calls, minutes, month } = plan.budget
  const limits = [usd(limit), ...(calls === undefined ? [] : [counted(calls, 'call')]), counted(minutes, 'minute')]
  return [`Budget: ${limits.join(', ')}${month === undefined ? '' : monthWords(month)}.`, ...enough(plan)]
}

function monthWords({ usd: limit, spentUsd, known }: MonthBudget): string {
  if (known) return `; ${usd(spentUsd)} of ${usd(limit)} this month`
  return `; ${usd(limit)} this month, of which nothing is known to be spent (no ledger in this clone)`
}

/** Says so where a limit would stop an evaluation, or may. */
function enough(plan: Plan): Phrase {
  const sure = limitsBelow(plan, 'expected')
  if (sure.length > 0) return [' That is not enough (', ...listed(sure), '): an evaluation would stop there.']
  const perhaps = limitsBelow(plan, 'upper')
  return perhaps.length > 0 ? [' That may not be enough (', ...listed(perhaps), ').'] : []
}

function limitsBelow({ total, budget }: Plan, of: 'expected' | 'upper'): readonly string[] {
  const money = (of === 'expected' ? total.usd : total.usdBetween?.upper) ?? 0
  const wanted: Readonly<Record<BudgetKind, number>> = {
    pullRequest: money,
    month: money,
    calls: total.newCalls,
    minutes: total.minutes?.[of] ?? 0,
  }
  const limits: Readonly<Record<BudgetKind, number | undefined>> = {
    pullRequest: budget.usd,
    month: leftOfMonth(budget.month),
    calls: budget.calls,
    minutes: budget.minutes,
  }
  const kinds = Object.keys(limits) as readonly BudgetKind[]
  return kinds
    .filter((kind) => wanted[kind] > (limits[kind] ?? Number.POSITIVE_INFINITY))
    .map((kind) => `budget.${kind}`)
}
