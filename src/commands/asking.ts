import { createAsker, type Ask } from '../evaluation/ask-model.ts'
import { createBudget } from '../evaluation/budget.ts'
import type { CallSources } from '../evaluation/recall.ts'
import { counted } from '../report/numbers.ts'
import type { Plan } from '../verdict/reports.ts'
import type { Needs } from './needs.ts'

/** A run that lasts longer is incomplete; what it asked is remembered for the next one. */
const runMs = 30 * 60_000

/** Asks models within policy's budget; what is remembered is not asked, unless `fresh`. */
export function askWithin(sources: CallSources, needs: Needs, fresh: boolean): Ask {
  const { clock, signal } = needs
  const deadline = clock.now() + runMs
  return createAsker({ ...sources, budget: createBudget(sources.policy.budget), clock, signal, fresh, deadline })
}

/** One line a suite: what is about to be asked. */
export function announce(calls: Plan['calls'], log: Needs['log']): void {
  for (const [suite, planned] of Map.groupBy(calls, (one) => one.suite)) {
    const sum = (of: (one: Plan['calls'][number]) => number) => planned.reduce((total, one) => total + of(one), 0)
    const known = sum((one) => one.fromStore + one.recorded + one.shared)
    log(
      `${suite}: ${counted(
        sum((one) => one.calls),
        'call',
      )}, ${sum((one) => one.newCalls)} to ask, ${known} remembered`,
    )
  }
}
