import type { Json } from '../../digest/digest.ts'
import type { AssertionResult, Trial } from '../../evaluation/trial.ts'
import type { Assertion, Case, CaseFields, Metric } from '../../resources/project.ts'
import type { CaseRecord, CaseSide, SuiteCases } from '../../verdict/case-records.ts'
import { sliceValues } from '../../verdict/slice-values.ts'
import { withoutSecrets } from '../redact.ts'
import { openUntrusted } from '../untrusted.ts'
import { callPool } from './call-pool.ts'
import type { CallPool } from './call-pool.ts'
import type {
  AssertionData,
  CaseData,
  CasesData,
  FieldData,
  GroupData,
  MetricData,
  RowData,
  SideData,
  TrialData,
} from './page-data.ts'
import { textPool } from './text-pool.ts'
import type { TextPool } from './text-pool.ts'

/** Names a group of cases in an address. */
export function groupKey({ suite, subject, measure }: Pick<SuiteCases, 'suite' | 'subject' | 'measure'>): string {
  return [suite, subject, ...(measure === 'base' ? ['base'] : [])].join('/')
}

/**
 * Every case for the page, each text, call and row once. Groups are in the order given.
 * @param secrets that no text may show: what is read back here is no part of the report that was rid of them
 */
export function casesData(suites: readonly SuiteCases[], secrets: readonly string[] = []): CasesData {
  const texts = textPool()
  const pools: Pools = { texts, calls: callPool(texts), rows: rowPool(texts), secrets }
  const groups = suites.map((suite) => groupData(suite, pools))
  return { texts: texts.texts, leftOut: texts.leftOut, calls: pools.calls.calls, rows: pools.rows.rows, groups }
}

interface Pools {
  readonly texts: TextPool
  readonly calls: CallPool
  readonly rows: RowPool
  readonly secrets: readonly string[]
}

function groupData(suite: SuiteCases, pools: Pools): GroupData {
  const steps = new Set<string>()
  const cases = suite.cases.map((record) => caseData(record, { suite, pools, steps }))
  return {
    key: groupKey(suite),
    suite: suite.suite,
    subject: suite.subject,
    byBase: suite.measure === 'base',
    gating: suite.gating,
    metrics: suite.metrics.map(metricData),
    columns: suite.columns,
    steps: [...steps],
    cases,
  }
}

interface Showing {
  readonly suite: SuiteCases
  readonly pools: Pools
  /** Ids of the steps of any case, in the order met. */
  readonly steps: Set<string>
}

/** Reads a case's trials back and lets them go. */
function caseData({ row, base, head }: CaseRecord, showing: Showing): CaseData {
  const { columns } = showing.suite
  const [after, before] = [head && wholeTrials(head, showing), base && wholeTrials(base, showing)]
  return {
    row: showing.pools.rows.indexOf(row),
    slices: sliceValues(row, columns).map(({ column, value }) => [column, value] as const),
    ...(base !== undefined && { base: sideData(base, before ?? [], showing) }),
    ...(head !== undefined && { head: sideData(head, after ?? [], showing) }),
  }
}

function wholeTrials({ trials, whole }: CaseSide, { pools, steps }: Showing): readonly Trial[] {
  const read = trials.map((trial) => withoutSecrets(whole(trial), pools.secrets))
  for (const { trace } of read) for (const { id } of [...(trace.values ?? []), ...trace.steps]) steps.add(id)
  return read
}

function metricData({ name, scale, assertions }: Metric): MetricData {
  return { name, graded: scale === 'graded', assertions: assertions.map(assertionName) }
}

/** Values of assertions that are longer are told by their type alone. */
const mostInline = 60

/** `contains "{{expected.source}}" at /sources`. */
function assertionName({ type, negated, value, at }: Assertion): string {
  const shown = value === undefined ? '' : JSON.stringify(value)
  return [
    `${negated ? 'not-' : ''}${type}`,
    ...(shown === '' || shown.length > mostInline ? [] : [shown]),
    ...(at === undefined ? [] : [`at ${at}`]),
  ].join(' ')
}

function sideData({ scores, latencyMs, usd }: CaseSide, trials: readonly Trial[], { suite, pools }: Showing): SideData {
  return {
    ...(scores !== undefined && { scores }),
    ...(latencyMs !== undefined && { ms: latencyMs }),
    ...(usd !== undefined && { usd }),
    trials: trials.map((trial) => trialData(trial, suite.metrics, pools)),
  }
}

function trialData({ outcome, scores, trace }: Trial, metrics: readonly Metric[], { texts, calls }: Pools): TrialData {
  return {
    end: outcome.kind,
    ...('output' in outcome && { output: texts.indexOf(openUntrusted(outcome.output)) }),
    ...('reason' in outcome && { reason: outcome.reason, detail: texts.indexOf(openUntrusted(outcome.detail)) }),
    assertions: metrics.map(({ name }) =>
      (scores.find(({ metric }) => metric === name)?.assertions ?? []).map((one) => assertionData(one, texts)),
    ),
    steps: trace.steps.map((step) => calls.stepIndex(step)),
    ...(trace.values !== undefined && {
      values: trace.values.map(({ id, output }) => ({ name: id, text: texts.indexOf(openUntrusted(output)) })),
    }),
    judges: trace.judgeCalls.map((call) => calls.judgeIndex(call)),
  }
}

function assertionData({ score, reason }: AssertionResult, texts: TextPool): AssertionData {
  return reason === undefined ? [score] : [score, texts.indexOf(openUntrusted(reason))]
}

/** Cases by their index: those of several subjects of a suite are the same. */
interface RowPool {
  readonly rows: readonly RowData[]
  indexOf(row: Case): number
}

function rowPool(texts: TextPool): RowPool {
  const indices = new Map<Case, number>()
  const rows: RowData[] = []
  function indexOf(row: Case): number {
    const { id, input, expected } = row
    const index =
      indices.get(row) ?? rows.push({ id, input: fieldsData(input, texts), expected: fieldsData(expected, texts) }) - 1
    indices.set(row, index)
    return index
  }
  return { rows, indexOf }
}

function fieldsData(fields: CaseFields, texts: TextPool): readonly FieldData[] {
  return Object.entries(fields).map(([name, value]) => ({ name, text: texts.indexOf(textOf(value)) }))
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
}
