import type { Digest } from '../digest/digest.ts'
import { createAsker } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { createBudget } from '../evaluation/budget.ts'
import { ageOfBase, answersOf, type Spent, spentOn } from '../evaluation/expense.ts'
import type { CallSources } from '../evaluation/recall.ts'
import { type DatedAnswer, keysOfReplaced } from '../evaluation/replaced-models.ts'
import type { RunLog } from '../evaluation/journal/run-log.ts'
import type { TrialLog } from '../evaluation/trial-log.ts'
import type { AnsweredCall } from '../evaluation/trial-summary.ts'
import { youngDays } from '../evaluation/young.ts'
import type { Evaluation, EvaluationResult } from '../evaluation/trial.ts'
import { counted } from '../report/numbers.ts'
import type { Plan } from '../verdict/reports.ts'
import type { Needs } from './needs.ts'
import { watched } from './watched.ts'

const youngMs = youngDays * 24 * 60 * 60_000

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
  /** Where answers come from that are not asked. */
  readonly sources: CallSources
  /** Where a model turns out to have been replaced, what the earlier one answered is asked again, once. */
  evaluate(evaluations: readonly Evaluation[], engine: AssertionEngine): Promise<readonly EvaluationResult[]>
  /** What these results, which are all that came of it, have cost. */
  spentOn(results: readonly EvaluationResult[]): Spent
}

/**
 * @param log keeps the whole trials of `evaluate`, and what they share; places count from 0 in each
 * @param monthUsdLeft what may still be spent this month, in USD; undefined: no limit
 */
export function askWithin(sources: CallSources, needs: Needs, log: KeepingLog, monthUsdLeft?: number): Asking {
  const { clock, signal } = needs
  const { usd, calls, runMs } = sources.policy.budget
  const started = clock.now()
  const deadline = started + runMs
  const outdated = new Set<Digest>()
  const discarded: EvaluationResult[] = []
  const budget = createBudget({ usd, calls, ...(monthUsdLeft !== undefined && { monthUsdLeft }) })
  const asker = createAsker({ ...sources, outdated, budget, clock, signal, deadline })
  const { providers } = sources.policy
  const evaluate = watched(asker, { budgetUsd: Math.min(usd, monthUsdLeft ?? usd), providers }, needs)

  async function evaluateAgain(
    results: readonly EvaluationResult[],
    replaced: ReadonlySet<Digest>,
    engine: AssertionEngine,
  ): Promise<readonly EvaluationResult[]> {
    needs.log(`${counted(replaced.size, 'answer')} of models that were replaced since: asked again`)
    for (const key of replaced) outdated.add(key)
    const affected = results.filter((result) => answersOf([result]).some(({ key }) => replaced.has(key)))
    discarded.push(...affected)
    const evaluations = affected.map(({ evaluation }) => evaluation)
    const indexes = affected.map((one) => results.indexOf(one))
    const again = await evaluate(evaluations, engine, onPlacesOf(indexes, log))
    keepShared(again, (at) => indexes[at] ?? at, log)
    return results.map((result) => again.find(({ evaluation }) => evaluation === result.evaluation) ?? result)
  }

  return {
    sources,
    async evaluate(evaluations, engine) {
      const began = clock.now()
      const results = await evaluate(evaluations, engine, log)
      keepShared(results, (at) => at, log)
      const replaced = replacedBefore(began, results)
      return replaced.size === 0 || signal.aborted ? results : evaluateAgain(results, replaced, engine)
    },
    spentOn(results) {
      const baseAgeMs = ageOfBase(results, clock.now())
      const spent = spentOn(results, discarded)
      const charged = budget.spent.usd
      return {
        ...spent,
        ...(charged > spent.usd + lessThanACall && { chargedUsd: charged }),
        ...(baseAgeMs !== undefined && { baseAgeMs }),
        ...(outdated.size > 0 && { replaced: outdated.size }),
        ...(spent.newCalls > 0 && { ms: clock.now() - started }),
      }
    },
  }
}

/** USD: sums of many small costs round. */
const lessThanACall = 1e-9

/** Most runs keep what they do in a journal; where nothing is shown of it, what trials share need not be kept. */
type KeepingLog = TrialLog & Partial<RunLog>

function keepShared(results: readonly EvaluationResult[], indexOf: (at: number) => number, log: KeepingLog): void {
  for (const [at, { shared = [] }] of results.entries()) if (shared.length > 0) log.share?.(indexOf(at), shared)
}

/** Keeps the trials of some evaluations of a run in the place of those that they had. */
function onPlacesOf(indexes: readonly number[], log: TrialLog): TrialLog {
  return {
    append: ({ evaluation, place }, trial) =>
      log.append({ evaluation: indexes[evaluation] ?? evaluation, place }, trial),
    read: (kept) => log.read(kept),
  }
}

/** What was asked in this run is not asked twice, even if the model was replaced in the middle of it. */
function replacedBefore(began: number, results: readonly EvaluationResult[]): ReadonlySet<Digest> {
  const replaced = keysOfReplaced(answersOf(results).values().flatMap(dated))
  if (replaced.size === 0) return replaced
  const earlier = answersOf(results).filter(({ at = 0 }) => at < began)
  return replaced.intersection(new Set(earlier.map(({ key }) => key)))
}

/** Recorded ones are not asked again, whatever gave them. */
export function dated({ key, from, at, by }: AnsweredCall): readonly DatedAnswer[] {
  if (from === 'recorded') return []
  return [{ key, provider: by.provider, model: by.model, at, answer: { servedModel: by.served } }]
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
