import type { Gate, Measure, Metric } from '../resources/project.ts'
import type { DraftComparison } from './compare.ts'
import { compareScores } from './compare-metric.ts'
import type { DraftMetric } from './compare-metric.ts'
import type { Coverage } from './comparison.ts'
import { totalEffort } from './effort.ts'
import type { CaseScores } from './score-cases.ts'
import type { ScoredMetric, ScoredSuite } from './score-files/scored-suite.ts'

/** How files are compared. */
export interface CompareSettings {
  /** Over what the head's file says; undefined: as it says, else 5 points. */
  readonly maxDrop: number | undefined
  readonly min: number | undefined
  /** Share of the cases that base has a score for, of which head needs one, too. */
  readonly coverage: number
}

/** Both files' scores of one subject by one suite. */
export interface SuitePair {
  readonly base: ScoredSuite
  readonly head: ScoredSuite
}

/** The drop that is tolerated where nobody says otherwise (design.md, section 5). */
const maxDrop = 0.05

/**
 * Compares scores that were measured elsewhere as `compareSuite` does: the same intervals and tests. Whether both sides
 * asked the same is not known, so nothing is `unchanged`.
 */
export function compareSuites({ base, head }: SuitePair, settings: CompareSettings): DraftComparison {
  const measure = measureOf({ base, head }, settings)
  const compared = measure.metrics.map((metric) => compareOne(metric, { base, head }, measure))
  const { suite, subject, gating } = head
  const nothing = { calls: 0, inputTokens: 0, outputTokens: 0, usdPerCase: undefined, p50Ms: undefined }
  const unknown = { ...nothing, p95Ms: undefined, p95Between: undefined }
  return {
    suite,
    subject,
    measure: 'head',
    gating,
    metrics: compared.map(({ draft }) => draft),
    coverage: worstOf(compared.map(({ coverage }) => coverage)),
    expense: { base: base.expense ?? unknown, head: head.expense ?? unknown },
    costRatio: undefined,
    latencyRatio: undefined,
    recorded: base.recorded || head.recorded,
    perCase: base.perCase && head.perCase && totalEffort([base.perCase, head.perCase]),
  }
}

/** The scores of a metric; none where there is no such metric. */
export function scoresBy(metric: string, { metrics }: ScoredSuite): CaseScores {
  return metrics.find(({ name }) => name === metric)?.scores ?? new Map<string, readonly number[]>()
}

interface ComparedMetric {
  readonly draft: DraftMetric
  readonly coverage: DraftComparison['coverage']
}

function compareOne(metric: Metric, { base, head }: SuitePair, measure: Measure): ComparedMetric {
  const { suite, subject } = head
  const scores = { base: scoresBy(metric.name, base), head: scoresBy(metric.name, head) }
  // Where no case is on both sides none is missing: the files are about different cases, and cannot be compared.
  const others = new Set(scores.base.keys())
  const wanted = others.isDisjointFrom(new Set(scores.head.keys())) ? new Set<string>() : others
  const coverage = {
    base: coverageOf(scores.base, base, new Set(), measure.coverage),
    head: coverageOf(scores.head, head, wanted, measure.coverage),
  }
  const notComparable = base.metrics.some(({ name }) => name === metric.name) ? undefined : 'new metric'
  const sides = { suite, subject, measure, coverage, sameDraws: new Set<string>(), notComparable } as const
  return { draft: compareScores(metric, scores, sides), coverage }
}

/**
 * How many cases a side has a score for: of its own, and of those that the other side has one for. Enough where it is a
 * share of at least `floor` of either.
 */
function coverageOf(scores: CaseScores, side: ScoredSuite, others: ReadonlySet<string>, floor: number): Coverage {
  const own = new Set(side.complete ? side.cases.map(({ id }) => id) : scores.keys())
  const wanted = own.union(others)
  const missing = wanted.size - scores.size
  return {
    cases: wanted.size,
    scored: scores.size,
    enough: shareOf(own, scores) >= floor && shareOf(others, scores) >= floor,
    missing: missing === 0 ? [] : [{ reason: 'no score in the file', cases: missing }],
  }
}

/** Of nothing, everything. */
function shareOf(ids: ReadonlySet<string>, scores: CaseScores): number {
  return ids.size === 0 ? 1 : [...ids].filter((id) => scores.has(id)).length / ids.size
}

/** The coverage of the metric that has the fewest scores on head. */
function worstOf(all: readonly DraftComparison['coverage'][]): DraftComparison['coverage'] {
  const none = { cases: 0, scored: 0, enough: false, missing: [] }
  const [worst = { base: none, head: none }] = all.toSorted(
    (a, b) => Number(a.head.enough) - Number(b.head.enough) || a.head.scored - b.head.scored,
  )
  return worst
}

/** What head is judged by, as far as the files tell; a column that head's rows lack is taken from base's. */
function measureOf({ base, head }: SuitePair, settings: CompareSettings): Measure {
  const before = new Map(base.cases.map((row) => [row.id, row]))
  const cases = head.cases.map((row) => ({ ...row, columns: { ...before.get(row.id)?.columns, ...row.columns } }))
  const cluster = head.cluster ?? base.cluster
  return {
    cases,
    slices: [...new Set([...head.slices, ...base.slices])],
    ...(cluster !== undefined && { cluster }),
    metrics: head.metrics.map((metric) => metricOf(metric, settings)),
    trials: Math.max(1, ...[base, head].map(mostTrials)),
    coverage: settings.coverage,
  }
}

function metricOf({ name, scale, gate }: ScoredMetric, settings: CompareSettings): Metric {
  return { name, scale, assertions: [], gate: gateOf(gate, settings) }
}

function gateOf(own: Gate | undefined, settings: CompareSettings): Gate {
  return { maxDrop: settings.maxDrop ?? own?.maxDrop ?? maxDrop, min: settings.min ?? own?.min }
}

function mostTrials({ metrics }: ScoredSuite): number {
  return metrics
    .flatMap(({ scores }) => [...scores.values()])
    .reduce((most, trials) => Math.max(most, trials.length), 0)
}
