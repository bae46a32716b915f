import type { Look, MetricComparison, SuiteComparison } from '../../verdict/comparison.ts'
import { count } from '../numbers.ts'
import { listed, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { gatingMetrics } from './focus.ts'

/** `attempt 3 · look 2 (tests at 0.6 % a side)`: those of the metric that was looked at most often; first ones say nothing. */
export function lookFacts(comparisons: readonly SuiteComparison[]): readonly Phrase[] {
  const looks = lookedAt(comparisons).map(({ look }) => look)
  const attempt = Math.max(1, ...looks.map((look) => look.attempt))
  const latest = looks.toSorted((a, b) => b.number - a.number)[0]
  return [
    attempt > 1 ? [`attempt ${count(attempt)}`] : [],
    latest !== undefined && latest.number > 1
      ? [`look ${count(latest.number)} (tests at ${chance(latest)} a side)`]
      : [],
  ].filter((fact) => fact.length > 0)
}

/** Why the verdict of a metric that was looked at before may be another than its interval says. */
export function lookNote(comparisons: readonly SuiteComparison[]): Phrase {
  const again = lookedAt(comparisons).filter(({ look }) => look.number > 1)
  const latest = again.toSorted((a, b) => b.look.number - a.look.number)[0]
  if (latest === undefined) return []
  const others = again.length === 1 ? '' : ` (and ${count(again.length - 1)} more)`
  return [
    name(latest.metric),
    `${others} was looked at before, with fewer trials or other draws. So that looking again finds no more by chance, this look`,
    ` tests at ${chance(latest.look)} a side, not 2.5 %; the intervals shown are at 95 %, as if it were the only one.`,
  ]
}

/** One-sided, as the verdicts take it. */
const ALPHA = 0.025

/** A drop that stands although this look does not repeat it. */
export function shownBeforeNote(comparisons: readonly SuiteComparison[]): Phrase {
  const standing = gatingMetrics(comparisons).filter(({ metric }) => standsFromBefore(metric))
  if (standing.length === 0) return []
  const [its, was] = standing.length === 1 ? ['its drop', 'was'] : ['their drops', 'were']
  return [
    ...listed(standing.map(({ metric: { metric } }) => metric.name)),
    `: ${its} ${was} shown at another look at the same cases, and stands until a look certifies the margin or shows a rise.`,
    ' With more cases it is another measure, which is looked at anew.',
  ]
}

/** `stopped early after 61 of 200 cases`; empty where none stopped. */
export function stoppedEarly({ stopped }: Pick<SuiteComparison, 'stopped'>): string {
  return stopped === undefined ? '' : `stopped early after ${count(stopped.cases)} of ${count(stopped.of)} cases`
}

/** Why the interval of a suite that stopped is not what decided. */
export function stoppedNote({ suite, stopped }: SuiteComparison): Phrase {
  if (stopped === undefined) return []
  return [
    name(suite),
    ` stopped as soon as bets on its cases, drawn in random order, decided every gate (E-values of 200 and more); its intervals`,
    ` are those of a run that was to have ${count(stopped.cases)} cases.`,
  ]
}

/** Whether a regression is one because another look showed it, which this one by itself does not. */
export function standsFromBefore({ verdict, look, change }: MetricComparison): boolean {
  return verdict.kind === 'regression' && look?.shownBefore === true && (change?.pWorseAdjusted ?? 0) > ALPHA
}

/** The same of a floor: this look by itself cannot tell. */
export function isMissedBefore({ look, head, gate: { min } }: MetricComparison): boolean {
  const upper = (look?.head ?? head?.interval)?.upper ?? 0
  return look?.missedBefore === true && min?.decision === 'fails' && upper >= min.limit
}

function lookedAt(
  comparisons: readonly SuiteComparison[],
): readonly { readonly metric: string; readonly look: Look }[] {
  return gatingMetrics(comparisons).flatMap(({ metric: { metric, look } }) =>
    look === undefined ? [] : [{ metric: metric.name, look }],
  )
}

function chance({ alpha }: Look): string {
  return `${Number((alpha * 100).toPrecision(1))} %`
}
