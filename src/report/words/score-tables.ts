import type {
  Change,
  Expense,
  MetricComparison,
  Ratio,
  Score,
  SuiteComparison,
  Unpaired,
} from '../../verdict/comparison.ts'
import {
  count,
  counted,
  duration,
  percent,
  percentBetween,
  points,
  pointsBetween,
  ratioBetween,
  ratioChange,
  usd,
} from '../numbers.ts'
import { name, word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import type { Focus } from './focus.ts'
import { judgeAside, judgeNotes } from './judge-standing.ts'
import { stoppedEarly } from './looks.ts'
import { floorCell, judgements } from './verdict.ts'
import type { Judgement } from './verdict.ts'

/** Both sides of a row, or one. */
export interface ScoreRow {
  readonly name: Phrase
  /** Of a judged metric how far its judge agrees with humans, in short and at length; empty for others. */
  readonly aside: string
  readonly notes: readonly Phrase[]
  /** Empty where the side has none. */
  readonly base: string
  readonly head: string
  /** 95 % limits of head; empty where there are none. */
  readonly headBetween: string
  /** Head - base, and its 95 % limits; both empty where there is no comparison. */
  readonly delta: string
  readonly deltaBetween: string
  readonly verdict: readonly Judgement[]
  readonly floor: Judgement | undefined
  /** What must not be left out comes first. */
  readonly weight: 'failing' | 'open' | 'plain'
  /** What the row says, for those who draw it; undefined for cost and latency. */
  readonly of: Focus | undefined
}

/** A table of scores: one suite, or one suite with other models. */
export interface ScoreTable {
  readonly kind: 'suite' | 'base-measure' | 'other-models'
  readonly title: Phrase
  /** Why there is the table, where head's own measure is not why; else empty. */
  readonly note: string
  /** Whether any row has a base; otherwise scores and floors are all there is. */
  readonly compared: boolean
  readonly rows: readonly ScoreRow[]
}

/** What the columns of the two sides are called. */
export interface SideNames {
  readonly base: string
  readonly head: string
}

export const snapshotSides: SideNames = { base: 'base', head: 'head' }

/** Why there is a table by base's measure. */
const edited =
  "Head removes, edits or loosens the measure, so both sides are judged by base's, too, and its gates must hold as well:"

/** The same of a suite that head deletes, renames or turns to another subject. */
const abandoned =
  "Head no longer holds this subject to this suite, so both sides are judged by base's measure, and its gates must hold:"

/** The tables of a report: per suite the gating ones in the order of the comparisons, then those with other models. */
export function scoreTables(comparisons: readonly SuiteComparison[]): readonly ScoreTable[] {
  const own = comparisons.filter(({ gating }) => gating)
  const subjects = new Set(own.map(({ subject }) => subject))
  const others = Object.groupBy(
    comparisons.filter(({ gating }) => !gating),
    ({ suite }) => suite,
  )
  return [
    ...own.map((comparison) => suiteTable(comparison, { sayWhose: subjects.size > 1, note: noteOf(comparison, own) })),
    ...Object.values(others).map((group) => otherModelsTable(group ?? [])),
  ]
}

function noteOf({ measure, suite, subject }: SuiteComparison, own: readonly SuiteComparison[]): string {
  if (measure === 'head') return ''
  const isKept = own.some((one) => one.measure === 'head' && one.suite === suite && one.subject === subject)
  return isKept ? edited : abandoned
}

interface Told {
  readonly sayWhose: boolean
  readonly note: string
}

function suiteTable(comparison: SuiteComparison, { sayWhose, note }: Told): ScoreTable {
  const { suite, subject, measure, recorded } = comparison
  const whose: Phrase = sayWhose ? [' · ', word(subject)] : []
  const how = [stoppedEarly(comparison) || casesOf(comparison), ...(recorded ? ['recorded'] : [])].join(', ')
  return {
    kind: measure === 'head' ? 'suite' : 'base-measure',
    title: [word(suite), ...whose, measure === 'base' ? `, base's measure (${how})` : ` (${how})`],
    note,
    compared: isCompared(comparison),
    rows: rowsOf(comparison, []),
  }
}

/** `120 cases`, `118 of 120 cases` where only those are scored on both sides, `120 cases in 40 clusters`. */
function casesOf({ coverage, metrics }: SuiteComparison): string {
  const { cases } = coverage.head
  const change = metrics.find((metric) => metric.change !== undefined)?.change
  const pairs = change?.pairs ?? cases
  const inClusters = change?.clusters === undefined ? '' : ` in ${counted(change.clusters, 'cluster')}`
  return (pairs === cases ? counted(cases, 'case') : `${count(pairs)} of ${counted(cases, 'case')}`) + inClusters
}

function otherModelsTable(comparisons: readonly SuiteComparison[]): ScoreTable {
  return {
    kind: 'other-models',
    title: [word(comparisons[0]?.suite ?? ''), ' with other models (no gate)'],
    note: '',
    compared: comparisons.some(isCompared),
    rows: comparisons.flatMap((comparison) => rowsOf(comparison, [name(comparison.subject), ' '])),
  }
}

function isCompared({ metrics, expense }: SuiteComparison): boolean {
  return expense.base !== undefined || metrics.some(({ base }) => base !== undefined)
}

function rowsOf(comparison: SuiteComparison, before: Phrase): readonly ScoreRow[] {
  const metrics = comparison.metrics.map((metric) => metricRow({ comparison, metric }))
  const rows = [...metrics, ...costRow(comparison), ...latencyRow(comparison), ...firstTokenRow(comparison)]
  return rows.map((row) => ({ ...row, name: [...before, ...row.name] }))
}

function metricRow(of: Focus): ScoreRow {
  const { metric, base, head, change, unpaired } = of.metric
  const own = of.comparison.gating
  return {
    name: [word(metric.name)],
    aside: own ? judgeAside(of.metric.judges ?? []) : '',
    notes: own ? judgeNotes(of) : [],
    base: meanOf(base),
    head: meanOf(head),
    headBetween: head === undefined ? '' : percentBetween(head.interval),
    ...(unpaired === undefined ? deltaOf(change) : unpairedDelta(unpaired)),
    verdict: judgements(of.metric, own),
    floor: floorCell(of.metric, own),
    weight: weightOf(of.metric),
    of,
  }
}

function meanOf(score: Score | undefined): string {
  return score === undefined ? '' : percent(score.mean)
}

function deltaOf(change: Change | undefined): Pick<ScoreRow, 'delta' | 'deltaBetween'> {
  if (change === undefined) return { delta: '', deltaBetween: '' }
  return { delta: points(change.delta), deltaBetween: pointsBetween(change.shown) }
}

/** It decides nothing, and says why. */
function unpairedDelta({ delta, interval }: Unpaired): Pick<ScoreRow, 'delta' | 'deltaBetween'> {
  return { delta: points(delta), deltaBetween: `${pointsBetween(interval)}, unpaired` }
}

function weightOf({ gate, verdict }: MetricComparison): ScoreRow['weight'] {
  const decisions = [gate.maxDrop.decision, gate.min?.decision]
  if (gate.gating && decisions.includes('fails')) return 'failing'
  return decisions.includes('cannot-tell') || verdict.kind === 'incomplete' ? 'open' : 'plain'
}

function costRow({ expense, costRatio }: SuiteComparison): readonly ScoreRow[] {
  const [base, head] = [expense.base, expense.head].map((side) => perThousand(side?.usdPerCase))
  if (!base && !head) return []
  return [{ ...plainRow('cost / 1,000', base, head), ...changeOf(costRatio) }]
}

function changeOf(ratio: Ratio | undefined): Pick<ScoreRow, 'delta' | 'deltaBetween'> {
  if (ratio === undefined) return { delta: '', deltaBetween: '' }
  return { delta: ratioChange(ratio.ratio), deltaBetween: ratioBetween(ratio.interval) }
}

function perThousand(usdPerCase: number | undefined): string {
  return usdPerCase === undefined ? '' : usd(usdPerCase * 1000)
}

/** Both percentiles in one row; the change is that of a case's latency, of which there is much more evidence than of p95. */
function latencyRow({ expense, latencyRatio }: SuiteComparison): readonly ScoreRow[] {
  const [base, head] = [expense.base, expense.head].map(percentiles)
  return !base && !head ? [] : [{ ...plainRow('latency p50 · p95', base, head), ...changeOf(latencyRatio) }]
}

/** Where a model is streamed. */
function firstTokenRow({ expense, firstTokenRatio }: SuiteComparison): readonly ScoreRow[] {
  const [base, head] = [expense.base, expense.head].map((side) => percentiles(side?.firstToken))
  return !base && !head ? [] : [{ ...plainRow('first token p50 · p95', base, head), ...changeOf(firstTokenRatio) }]
}

function percentiles(side: Partial<Pick<Expense, 'p50Ms' | 'p95Ms'>> | undefined): string {
  const { p50Ms, p95Ms } = side ?? {}
  return p50Ms === undefined || p95Ms === undefined ? '' : `${duration(p50Ms)} · ${duration(p95Ms)}`
}

function plainRow(label: string, base = '', head = ''): ScoreRow {
  return {
    name: [label],
    aside: '',
    notes: [],
    base,
    head,
    headBetween: '',
    delta: '',
    deltaBetween: '',
    verdict: [],
    floor: undefined,
    weight: 'plain',
    of: undefined,
  }
}
