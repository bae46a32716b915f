import type { BudgetKind } from './budget.ts'
import type { Missing, MissingReason } from './call.ts'
import { asUntrusted } from './untrusted.ts'

export function missing(reason: MissingReason, detail: string): Missing {
  return { kind: 'missing', reason, detail: asUntrusted(detail) }
}

/** What is not asked, or not waited for, because that could break a limit. */
export function beyondBudget(limit: BudgetKind): Missing {
  switch (limit) {
    case 'pullRequest':
      return missing('budget', 'the next call could cost more than the budget holds')
    case 'month':
      return missing('budget-month', 'the next call could cost more than is left of the month')
    case 'calls':
      return missing('budget-calls', 'no more calls are allowed')
    case 'minutes':
      return missing('budget-minutes', 'the minutes of the run are over')
  }
}
