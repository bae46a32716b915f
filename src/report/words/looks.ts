import type { Look, SuiteComparison } from '../../verdict/comparison.ts'
import { count } from '../numbers.ts'
import { name } from '../phrase.ts'
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
