import type { JudgedAssertion } from '../calibration/judged-assertion.ts'
import { labelledOutputs } from '../calibration/labelled-output.ts'
import { type Ask, createAsker } from '../evaluation/ask-model.ts'
import { createBudget } from '../evaluation/budget.ts'
import type { CallResult } from '../evaluation/call.ts'
import type { Spent } from '../evaluation/expense.ts'
import type { CallSources } from '../evaluation/recall.ts'
import { sum } from '../statistics/sum.ts'
import type { Needs } from './needs.ts'

/** Asks judges about labelled outputs, within policy's budget and the time of one run. */
export interface AskingJudges {
  readonly ask: Ask
  /** Shows meanwhile how far it is. */
  watching<T>(judged: readonly JudgedAssertion[], run: () => Promise<T>): Promise<T>
  spent(): Spent
}

/** @param monthUsdLeft what may still be spent this month, in USD; undefined: no limit */
export function askJudges(sources: CallSources, needs: Needs, monthUsdLeft: number | undefined): AskingJudges {
  const { clock, signal, progress } = needs
  const { usd, calls, runMs } = sources.policy.budget
  const budget = createBudget({ usd, calls, ...(monthUsdLeft !== undefined && { monthUsdLeft }) })
  const asker = createAsker({ ...sources, budget, clock, signal, deadline: clock.now() + runMs })
  const results: CallResult[] = []
  return {
    async ask(call, price) {
      const result = await asker(call, price)
      results.push(result)
      return result
    },
    async watching(judged, run) {
      const began = clock.now()
      const of = sum(judged.map(({ assertion }) => labelledOutputs(assertion.labels?.labels ?? []).length))
      const budgetUsd = Math.min(usd, monthUsdLeft ?? usd)
      using scope = new DisposableStack()
      scope.use(
        progress(() => ({
          done: Math.min(of, results.length),
          of,
          ...spentOnCalls(results),
          budgetUsd,
          elapsedMs: clock.now() - began,
        })),
      )
      return await run()
    },
    spent: () => spentOnCalls(results),
  }
}

function spentOnCalls(results: readonly CallResult[]): Spent {
  const answered = results.filter((result) => result.kind === 'answered')
  const asked = answered.filter(({ from }) => from === 'model')
  const cost = sum(asked.map((result) => result.cost ?? 0))
  return {
    newCalls: asked.length,
    fromStore: answered.filter(({ from }) => from === 'store').length,
    recorded: answered.filter(({ from }) => from === 'recorded').length,
    usd: cost,
    ...(asked.length > 0 && { judgeUsd: cost }),
    unpriced: asked.filter((result) => result.cost === undefined).length,
  }
}
