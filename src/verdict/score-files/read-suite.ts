import type { KeyPath } from '../../diagnostic/place.ts'
import type { Json } from '../../digest/digest.ts'
import type { Case, Gate } from '../../resources/project.ts'
import type { Effort, Expense } from '../comparison.ts'
import type { CaseScores } from '../score-cases.ts'
import { fieldOf, fieldsOf, itemsOf, note, take, takeIfThere, takeShare } from './json-fields.ts'
import type { Field } from './json-fields.ts'
import { mostMetrics } from './scored-suite.ts'
import type { ScoredMetric, ScoredSuite } from './scored-suite.ts'

/** One comparison of a result: head's scores in it. Undefined where it is none. */
export function readSuite(comparison: Field): ScoredSuite | undefined {
  const suite = take(fieldOf(comparison, 'suite'), 'string')
  const subject = take(fieldOf(comparison, 'subject'), 'string')
  const gating = take(fieldOf(comparison, 'gating'), 'boolean')
  const cluster = takeIfThere(fieldOf(comparison, 'cluster'), 'string')
  const rows = itemsOf(fieldOf(comparison, 'cases')).flatMap((row) => readRow(row, cluster) ?? [])
  const metrics = readMetrics(fieldOf(comparison, 'metrics'), rows)
  noteTwins(fieldOf(comparison, 'cases'), rows)
  if (suite === undefined || subject === undefined || gating === undefined) return undefined
  return {
    suite,
    subject,
    gating,
    recorded: takeIfThere(fieldOf(comparison, 'recorded'), 'boolean') ?? false,
    metrics,
    cases: rows.map(({ row }) => row),
    complete: true,
    slices: [...new Set(rows.flatMap(({ slices }) => slices))],
    cluster,
    judgedBy: takeIfThere(fieldOf(comparison, 'judgedBy'), 'string'),
    expense: readExpense(fieldOf(fieldOf(comparison, 'expense'), 'head')),
    perCase: readEffort(fieldOf(comparison, 'perCase')),
  }
}

interface ResultRow {
  readonly path: KeyPath
  readonly row: Case
  readonly slices: readonly string[]
  /** By metric. */
  readonly scores: ReadonlyMap<string, readonly number[]>
}

function readRow(field: Field, cluster: string | undefined): ResultRow | undefined {
  const id = take(fieldOf(field, 'id'), 'string')
  const slices = fieldOf(field, 'slices').value === undefined ? [] : fieldsOf(fieldOf(field, 'slices'))
  const own = fieldOf(field, 'cluster').value
  const clustered: [string, Json][] = cluster === undefined || own === undefined ? [] : [[cluster, own]]
  const columns = slices.flatMap(([name, one]): [string, Json][] => {
    const value = take(one, 'string')
    return value === undefined ? [] : [[name, value]]
  })
  if (id === undefined) return undefined
  const place = { in: 'file', file: '' } as const // nothing is said of a case that could be read
  const row = {
    id,
    ownId: true,
    input: {},
    expected: {},
    columns: Object.fromEntries([...columns, ...clustered]),
    place,
  }
  return { path: field.path, row, slices: slices.map(([name]) => name), scores: readScores(fieldOf(field, 'head')) }
}

/** Empty for a case without a score. */
function readScores(head: Field): ResultRow['scores'] {
  if (head.value === undefined) return new Map()
  const scores = fieldsOf(head).map(([metric, trials]): [string, readonly number[]] => {
    return [metric, itemsOf(trials).flatMap((score) => takeShare(score) ?? [])]
  })
  return new Map(scores.filter(([, trials]) => trials.length > 0))
}

function noteTwins(cases: Field, rows: readonly ResultRow[]): void {
  const seen = new Set<string>()
  for (const { row, path } of rows) {
    if (seen.has(row.id)) note(cases, { code: 'duplicate-case', id: row.id }, path)
    seen.add(row.id)
  }
}

function readMetrics(field: Field, rows: readonly ResultRow[]): readonly ScoredMetric[] {
  const metrics = itemsOf(field)
  if (metrics.length > mostMetrics) {
    note(field, { code: 'out-of-range', found: `${metrics.length} metrics`, expected: `at most ${mostMetrics}` })
    return []
  }
  return metrics.flatMap((metric) => {
    const name = take(fieldOf(metric, 'metric'), 'string')
    const scale = take(fieldOf(metric, 'scale'), 'string') === 'binary' ? 'binary' : 'graded'
    const gate = readGate(fieldOf(metric, 'gate'))
    return name === undefined ? [] : [{ name, scale, gate, scores: scoresOf(name, rows) }]
  })
}

function scoresOf(metric: string, rows: readonly ResultRow[]): CaseScores {
  const scored = rows.flatMap(({ row, scores }) => {
    const trials = scores.get(metric)
    return trials === undefined ? [] : [[row.id, trials] as const]
  })
  return new Map(scored)
}

function readGate(gate: Field): Gate | undefined {
  const maxDrop = takeShare(fieldOf(fieldOf(gate, 'maxDrop'), 'limit'))
  const floor = fieldOf(gate, 'min')
  const min = floor.value === undefined ? undefined : takeShare(fieldOf(floor, 'limit'))
  return maxDrop === undefined || maxDrop === 0 ? undefined : { maxDrop, min }
}

function readEffort(effort: Field): Effort | undefined {
  if (effort.value === undefined) return undefined
  const trials = take(fieldOf(effort, 'trials'), 'number')
  const calls = take(fieldOf(effort, 'calls'), 'number')
  const usd = takeIfThere(fieldOf(effort, 'usd'), 'number')
  return trials === undefined || calls === undefined ? undefined : { trials, calls, usd }
}

function readExpense(expense: Field): Expense | undefined {
  if (expense.value === undefined) return undefined
  const amount = (key: string): number | undefined => takeIfThere(fieldOf(expense, key), 'number')
  return {
    calls: amount('calls') ?? 0,
    inputTokens: amount('inputTokens') ?? 0,
    outputTokens: amount('outputTokens') ?? 0,
    usdPerCase: amount('usdPerCase'),
    p50Ms: amount('p50Ms'),
    p95Ms: amount('p95Ms'),
    p95Between: undefined,
    ...readFirstToken(fieldOf(expense, 'firstToken')),
  }
}

function readFirstToken(first: Field): Pick<Expense, 'firstToken'> {
  if (first.value === undefined) return {}
  const p50Ms = take(fieldOf(first, 'p50Ms'), 'number')
  const p95Ms = take(fieldOf(first, 'p95Ms'), 'number')
  return p50Ms === undefined || p95Ms === undefined ? {} : { firstToken: { p50Ms, p95Ms } }
}
