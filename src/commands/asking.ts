import type { Digest } from '../digest/digest.ts'
import { createAsker } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { createBudget } from '../evaluation/budget.ts'
import { ageOfBase, answersOf, type Spent, spentOn } from '../evaluation/expense.ts'
import type { CallSources } from '../evaluation/recall.ts'
import { keysOfReplaced } from '../evaluation/replaced-models.ts'
import type { Evaluation, EvaluationResult } from '../evaluation/trial.ts'
import { counted } from '../report/numbers.ts'
import type { Plan } from '../verdict/reports.ts'
import type { Needs } from './needs.ts'
import { watched } from './watched.ts'

/** A run that lasts longer is incomplete; what it asked is remembered for the next one. */
const runMs = 30 * 60_000

/** Base is compared with what is asked now: an answer of it that is older is asked again. */
const youngMs = 14 * 24 * 60 * 60_000

/** What is asked again though it is remembered. */
export interface Renewal {
  /** Everything. */
  readonly fresh: boolean
  /** Everything of base; default false. */
  readonly freshBase?: boolean
}

/** What of that which is remembered counts in a comparison made `now` (epoch ms). */
export function renewal({ fresh, freshBase = false }: Renewal, now: number): Pick<CallSources, 'fresh' | 'base'> {
  return { fresh, base: { notBefore: now - youngMs, fresh: fresh || freshBase } }
}

/** Asks models within policy's budget and the time of one run. */
export interface Asking {
  /** Where a model turns out to have been replaced, what the earlier one answered is asked again, once. */
  evaluate(evaluations: readonly Evaluation[], engine: AssertionEngine): Promise<readonly EvaluationResult[]>
  /** What these results, which are all that came of it, have cost. */
  spentOn(results: readonly EvaluationResult[]): Spent
}

export function askWithin(sources: CallSources, needs: Needs): Asking {
  const { clock, signal } = needs
  const deadline = clock.now() + runMs
  const outdated = new Set<Digest>()
  const discarded: EvaluationResult[] = []
  const budget = createBudget(sources.policy.budget)
  const asker = createAsker({ ...sources, outdated, budget, clock, signal, deadline })
  const evaluate = watched(asker, sources.policy.budget.usd, needs)

  async function evaluateAgain(
    results: readonly EvaluationResult[],
    replaced: ReadonlySet<Digest>,
    engine: AssertionEngine,
  ): Promise<readonly EvaluationResult[]> {
    needs.log(`${counted(replaced.size, 'answer')} of models that were replaced since: asked again`)
    for (const key of replaced) outdated.add(key)
    const affected = results.filter((result) => answersOf(result).some(({ key }) => replaced.has(key)))
    discarded.push(...affected)
    const evaluations = affected.map(({ evaluation }) => evaluation)
    const again = await evaluate(evaluations, engine)
    return results.map((result) => again.find(({ evaluation }) => evaluation === result.evaluation) ?? result)
  }

  return {
    async evaluate(evaluations, engine) {
      const began = clock.now()
      const results = await evaluate(evaluations, engine)
      const replaced = replacedBefore(began, results)
      return replaced.size === 0 || signal.aborted ? results : evaluateAgain(results, replaced, engine)
    },
    spentOn(results) {
      const baseAgeMs = ageOfBase(results, clock.now())
      return { ...spentOn(results, discarded), ...(baseAgeMs !== undefined && { baseAgeMs }) }
    },
  }
}

/** What was asked in this run is not asked twice, even if the model was replaced in the middle of it. */
function replacedBefore(began: number, results: readonly EvaluationResult[]): ReadonlySet<Digest> {
  const calls = results.flatMap(answersOf).flatMap(({ from, call }) => (from === 'recorded' ? [] : [call]))
  const earlier = new Set(calls.flatMap(({ key, at = 0 }) => (at < began ? [key] : [])))
  return keysOfReplaced(calls).intersection(earlier)
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
