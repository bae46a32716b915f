import type { Change, Effort, MetricComparison, SuiteComparison, ToDecide } from '../../verdict/comparison.ts'
import type { EvalReport, Report } from '../../verdict/reports.ts'
import { about, count, counted, margin, percent, points, share, usd } from '../numbers.ts'
import { code, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { gatingMetrics } from './focus.ts'

interface Undecided extends Pick<EvalReport, 'headline' | 'comparisons'> {
  /** A check can be told to try more; what else decides takes the suite's word for it. */
  readonly command?: Report['command']
}

/**
 * Where the headline cannot tell: what it would take, in one sentence for the hardest metric of each suite, and one for
 * each floor.
 */
export function toDecide({ headline, comparisons, command }: Undecided): readonly Phrase[] {
  if (headline.state !== 'cannot-tell') return []
  const more = (trials: number): Phrase =>
    command === 'check' ? [code(`llmops check --trials ${trials}`)] : [`${counted(trials, 'trial')} of each`]
  return comparisons.flatMap((comparison) => [...changeSentence(comparison, more), ...floorSentences(comparison)])
}

/** How to have so many trials of each case. */
type MoreTrials = (trials: number) => Phrase

/** A metric whose change is open. */
interface Open {
  readonly metric: MetricComparison['metric']
  readonly change: Change
}

function changeSentence(comparison: SuiteComparison, more: MoreTrials): readonly Phrase[] {
  const open = gatingMetrics([comparison]).flatMap(({ metric: { metric, change, gate } }) =>
    gate.maxDrop.decision === 'cannot-tell' && change !== undefined ? [{ metric, change }] : [],
  )
  const hardest = open.toSorted((a, b) => casesFor(b.change) - casesFor(a.change))[0]
  if (hardest === undefined) return []
  const { pairs, detectableDrop } = hardest.change
  return [[...wanted(hardest, comparison.perCase, more), name(comparison.suite), ...sees(pairs, detectableDrop)]]
}

/** Cases that decide if nothing changed or, where there are as many, if the change that was seen is real. */
function casesFor({ pairs, casesNeeded, toDecide }: Change): number {
  return casesNeeded > pairs ? casesNeeded : (toDecide?.asSeen.cases ?? pairs)
}

/** `about 390 cases for cites (+540 calls, ≈ $2.10); if its −2.5 points are real, about 1,600 show them. ` */
function wanted({ metric, change }: Open, effort: Effort | undefined, more: MoreTrials): Phrase {
  const { pairs, casesNeeded, toDecide } = change
  const asSeen = toDecide === undefined ? [] : ifReal({ metric, change }, toDecide.asSeen)
  if (casesNeeded <= pairs) {
    const price = effort === undefined ? '' : priceOf(casesFor(change) - pairs, effort)
    const says = asSeen.length > 0 ? asSeen : [`about ${about(casesFor(change))} cases decide`]
    return [name(metric.name), ': ', ...says, `${price}. `]
  }
  const price = effort === undefined ? '' : priceOf(casesNeeded - pairs, effort)
  const repeated = toDecide?.trials === undefined ? [] : moreTrials(toDecide.trials, pairs, effort, more)
  const unlike = asSeen.length > 0 && differs(toDecide?.asSeen.cases ?? casesNeeded, casesNeeded)
  return [
    `about ${about(casesNeeded)} cases for `,
    name(metric.name),
    price,
    ...repeated,
    ...(unlike ? ['; ', ...asSeen] : []),
    '. ',
  ]
}

/** By more than a reader would care about. */
function differs(cases: number, other: number): boolean {
  return cases > other * 1.25 || cases < other / 1.25
}

/** `if its −4.0 points are real, about 430 cases show them`; empty where nothing fell as far as a reader sees. */
function ifReal({ metric, change: { delta } }: Open, { cases, shows }: ToDecide['asSeen']): Phrase {
  if (!points(delta).startsWith('−')) return []
  const limit = margin(metric.gate.maxDrop)
  const real = `if its ${points(delta)} points are real, `
  if (shows === 'within') return [`${real}about ${about(cases)} cases show that they are within ${limit}`]
  const never = delta <= -metric.gate.maxDrop ? `, and no number that they are within ${limit}` : ''
  return [`${real}about ${about(cases)} cases show them${never}`]
}

/** `(+540 calls, ≈ $2.10)`. */
function priceOf(cases: number, { calls, usd: dollars }: Effort): string {
  const more = `+${about(cases * calls)} calls`
  return dollars === undefined ? ` (${more})` : ` (${more}, ≈ ${usd(toCents(cases * dollars))})`
}

function toCents(amount: number): number {
  return amount >= 1 ? Math.round(amount * 100) / 100 : amount
}

/** `, or llmops check --trials 3 (+480 calls, ≈ $1.87)`. */
function moreTrials(trials: number, pairs: number, effort: Effort | undefined, more: MoreTrials): Phrase {
  const price = effort === undefined ? '' : priceOf((pairs * (trials - effort.trials)) / effort.trials, effort)
  return [', or ', ...more(trials), price]
}

function sees(pairs: number, drop: number): Phrase {
  if (!Number.isFinite(drop) || drop >= 1) return [` with ${counted(pairs, 'case')} reliably sees no drop at all.`]
  const shown = drop >= 0.01 ? Math.ceil(drop * 100) / 100 : drop
  return [` with ${counted(pairs, 'case')} reliably sees drops of ${margin(shown)} or more.`]
}

/** What would tell whether a score holds its floor. */
function floorSentences(comparison: SuiteComparison): readonly Phrase[] {
  return gatingMetrics([comparison]).flatMap(({ metric: { metric, head, gate } }) => {
    const { min } = gate
    if (min?.decision !== 'cannot-tell' || head === undefined) return []
    const which: Phrase = [name(metric.name), ` (${percent(head.mean)}) holds its floor of ${share(min.limit)}`]
    if (min.casesNeeded === undefined)
      return [['hardly any number of cases tells whether ', ...which, ': the two are too near.']]
    return [[`about ${about(min.casesNeeded)} cases, not ${count(head.cases)}, tell whether `, ...which, '.']]
  })
}
