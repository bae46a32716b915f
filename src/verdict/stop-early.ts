import type { Evaluation, EvaluationResult } from '../evaluation/trial.ts'
import { lookAlpha } from '../statistics/look-alpha.ts'
import { caseBatches } from './case-batches.ts'
import { compareSuite, type DraftComparison, type SuiteResults } from './compare.ts'
import type { DraftMetric } from './compare-metric.ts'
import { numberLook, type PastLooks } from './look-record.ts'
import { decideEarly } from './stopping.ts'

/** Comparisons of one suite by one measure: what gates decides when they stop. */
type Pair = Pick<SuiteResults, 'suite' | 'measure' | 'gating'> & {
  readonly base: unknown
  readonly head: Pick<EvaluationResult, 'evaluation'>
}

/** One text for those that stop together. */
export function stopsWith({ suite, measure }: Pick<Pair, 'suite' | 'measure'>): string {
  return JSON.stringify([suite, measure])
}

/**
 * Whether a run of these, which stop together, may end before its last case: something gates, has a base, and no floor, on
 * which nobody bets.
 */
export function mayStop(pairs: readonly Pair[]): boolean {
  const gating = pairs.filter((pair) => pair.gating)
  return (
    gating.length > 0 &&
    gating.every(
      ({ base, head }) =>
        base !== undefined && head.evaluation.measure.metrics.every(({ gate }) => gate.min === undefined),
    )
  )
}

/** How many gates a check has: each may be taken for a regression with the same part of the chance. */
export function claimsIn(pairs: readonly Pair[]): number {
  return pairs.flatMap(({ gating, head }) => (gating ? head.evaluation.measure.metrics : [])).length
}

/** What is decided of results that stop together, by what was remembered before this look. */
export interface Deciding {
  readonly claims: number
  readonly looks: PastLooks
}

/** Whether every gate of results that stop together is decided by the cases that they have. */
export function areDecided(results: readonly SuiteResults[], deciding: Deciding): boolean {
  const drafts = results.filter(({ gating }) => gating).map(compareSuite)
  return drafts.length > 0 && drafts.every((draft) => isDecided(draft, deciding))
}

function isDecided({ metrics }: DraftComparison, deciding: Deciding): boolean {
  const tested = metrics.filter(({ finding }) => finding.kind === 'tested')
  const open = metrics.some(({ finding }) => finding.kind === 'settled' && finding.verdict.kind !== 'not-comparable')
  return tested.length > 0 && !open && tested.every((metric) => isMetricDecided(metric, deciding))
}

function isMetricDecided({ finding, metric, lookAt }: DraftMetric, { claims, looks }: Deciding): boolean {
  if (finding.kind !== 'tested') return false
  const at = lookAt?.()
  const { look } = at === undefined ? { look: 1 } : numberLook(at, looks.lookedAt(at.against))
  const bets = { alpha: lookAlpha(look), claims, margin: metric.gate.maxDrop }
  const { worse, withinMargin } = decideEarly(finding.units, bets)
  return worse || withinMargin
}

/** The results as far as they go until every gate is decided; to the end where that never is. */
export function stopWhereDecided(results: readonly SuiteResults[], looks: PastLooks): readonly SuiteResults[] {
  const deciding = { claims: claimsIn(results), looks }
  const groups = Map.groupBy(results, stopsWith)
  const stopped = new Map([...groups].map(([key, group]) => [key, mayStop(group) ? firstStop(group, deciding) : group]))
  return results.map((one) => {
    const key = stopsWith(one)
    return stopped.get(key)?.[groups.get(key)?.indexOf(one) ?? -1] as SuiteResults
  })
}

function firstStop(group: readonly SuiteResults[], deciding: Deciding): readonly SuiteResults[] {
  const batches = caseBatches((group[0] as SuiteResults).head.evaluation.measure)
  for (const at of batches.keys()) {
    const seen = upTo(group, batches, at + 1)
    if (at + 1 === batches.length || areDecided(seen, deciding)) return seen
  }
  return group
}

/** Of results that stop together, what the first batches of their cases say. */
export function upTo(
  group: readonly SuiteResults[],
  batches: readonly (readonly string[])[],
  count: number,
): readonly SuiteResults[] {
  const ids = new Set(batches.slice(0, count).flat())
  const stopping = { cases: ids.size, of: batches.flat().length }
  return group.map(({ head, base, ...one }) => ({
    ...one,
    head: ofCases(head, ids),
    base: base && ofCases(base, ids),
    stopping,
  }))
}

function ofCases({ evaluation, trials, ...rest }: EvaluationResult, ids: ReadonlySet<string>): EvaluationResult {
  return {
    ...rest,
    evaluation: withCases(evaluation, ids),
    trials: trials.filter(({ caseId }) => ids.has(caseId)),
  }
}

/** The evaluation of some of its cases. */
export function withCases(evaluation: Evaluation, ids: ReadonlySet<string>): Evaluation {
  const { measure } = evaluation
  return { ...evaluation, measure: { ...measure, cases: measure.cases.filter(({ id }) => ids.has(id)) } }
}
