import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Problem } from '../../diagnostic/problem.ts'
import { readCsvTable } from '../../resources/cases-csv.ts'
import { readJsonLines, readJsonRows } from '../../resources/cases-json-rows.ts'
import { rowLimit } from '../../resources/cases-row.ts'
import type { CaseSource, Row, Rows } from '../../resources/cases-row.ts'
import type { Case } from '../../resources/project.ts'
import { nearest } from '../../source/nearest.ts'
import { errorAt } from '../../source/error-at.ts'
import { byCodeUnits } from '../order.ts'
import { readScoreRow } from './read-row.ts'
import type { ScoreRow } from './read-row.ts'
import { columnValue } from './row-columns.ts'
import type { RowColumns } from './row-columns.ts'
import { scoreSheet } from './score-sheet.ts'
import type { ScoredMetric, ScoredSuite, ScoreFile } from './scored-suite.ts'
import { mostMetrics } from './scored-suite.ts'

/** What rows without suites belong to. */
const rowsSuite = 'scores'

/** Problems of one file; beyond, it is not what it is taken for. */
const mostProblems = 1_000

/**
 * Scores of any tool: JSON Lines, a JSON list or, by its name, CSV with a header; a row for each score. Rows with the same id and metric are repetitions,
 * which a column tells apart.
 */
export function readScoreRows(source: CaseSource, columns: RowColumns, subject: string): ScoreFile {
  const { rows, diagnostics: unreadable } = readRows(source, columns)
  const absent = absentColumns(source, rows, columns)
  const { scores, diagnostics: unusable } =
    absent.length > 0 ? { scores: [], diagnostics: absent } : readAll(rows, columns)
  const found = [...unreadable, ...unusable, ...repeated(scores)]
  const diagnostics = found.length > 0 ? found.slice(0, mostProblems).toSorted(byPlace) : wholeFile(source, scores)
  return { holds: 'rows', suites: diagnostics.length > 0 ? [] : [suiteOf(scores, columns, subject)], diagnostics }
}

function readRows(source: CaseSource, columns: RowColumns): Rows {
  if (/\.csv$/i.test(source.file)) return readCsvTable(source, (cells) => scoreSheet(cells, columns))
  return /^\s*\[/.test(source.text) ? readJsonRows(source) : readJsonLines(source)
}

function readAll(
  rows: readonly Row[],
  columns: RowColumns,
): { readonly scores: readonly ScoreRow[]; readonly diagnostics: readonly Diagnostic[] } {
  const scores: ScoreRow[] = []
  const diagnostics: Diagnostic[] = []
  for (const row of rows) {
    if (diagnostics.length >= mostProblems) break
    const read = readScoreRow(row, columns)
    if ('ok' in read) scores.push(read.ok)
    else diagnostics.push(...read.diagnostics)
  }
  return { scores, diagnostics }
}

/** In the order of the text. */
function byPlace({ place: a }: Diagnostic, { place: b }: Diagnostic): number {
  return a.in === 'text' && b.in === 'text' ? a.start - b.start : 0
}

/** Columns that every row should have and none has: said once, not of each row. */
function absentColumns(
  { file }: CaseSource,
  rows: readonly Row[],
  { id, score, metric, trial, cluster, named, slices }: RowColumns,
): readonly Diagnostic[] {
  const optional = Object.entries({ metric, trial, cluster }).filter(([name]) => named.has(name as 'metric'))
  const wanted = [
    ['id', id],
    ['score', score],
    ...optional,
    ...slices.map((column) => ['slice', column] as const),
  ] as const
  const absent = wanted.filter(([, column]) => rows.every(({ value }) => columnValue(column, value) === undefined))
  const [first] = rows
  const known = Object.keys(first?.value ?? {})
  if (first === undefined) return []
  return absent.map(([option, column]) => {
    const problem = { code: 'unknown-slice', column, nearest: nearest(column, known), option: `--${option}` } as const
    return errorAt({ in: 'file', file }, problem)
  })
}

/** Two scores of the same trial of the same case: one of them is not what it says. */
function repeated(rows: readonly ScoreRow[]): readonly Diagnostic[] {
  const firsts = new Map<string, ScoreRow>()
  return rows.flatMap((one) => {
    const key = JSON.stringify([one.metric, one.id, one.trial])
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, one)
    if (first === undefined) return []
    const related = [{ label: 'first here', place: first.row.placeOf([]) }]
    return [errorAt(one.row.placeOf([]), { code: 'duplicate-case', id: one.id, trials: true }, related)]
  })
}

const nothing: Problem = {
  code: 'out-of-range',
  found: 'nothing at all',
  expected: 'a row for each score, or a result of `llmops eval --format json`',
}

/** What is wrong with the rows together. */
function wholeFile({ file }: CaseSource, rows: readonly ScoreRow[]): readonly Diagnostic[] {
  const place = { in: 'file', file } as const
  const metrics = new Set(rows.map(({ metric }) => metric)).size
  if (rows.length === 0) return [errorAt(place, nothing)]
  if (rows.length > rowLimit) {
    return [
      errorAt(place, { code: 'out-of-range', found: `more than ${rowLimit} rows`, expected: `at most ${rowLimit}` }),
    ]
  }
  if (metrics <= mostMetrics) return []
  return [errorAt(place, { code: 'out-of-range', found: `${metrics} metrics`, expected: `at most ${mostMetrics}` })]
}

function suiteOf(
  rows: readonly ScoreRow[],
  { score, cluster, slices, kind }: RowColumns,
  subject: string,
): ScoredSuite {
  const metrics = Map.groupBy(rows, ({ metric }) => metric ?? lastKey(score))
  const clusters = rows.some(({ columns }) => Object.hasOwn(columns, cluster))
  return {
    suite: rowsSuite,
    subject,
    gating: true,
    recorded: false,
    metrics: [...metrics].map(([name, own]) => metricOf(name, own, kind)),
    cases: [...Map.groupBy(rows, ({ id }) => id).values()].map(caseOf),
    complete: false,
    slices,
    cluster: clusters ? cluster : undefined,
    judgedBy: undefined,
    expense: undefined,
    perCase: undefined,
  }
}

/** Scores that are all written true or false are declared to be right or wrong by that. */
function metricOf(name: string, rows: readonly ScoreRow[], kind: ScoredMetric['scale']): ScoredMetric {
  const byId = Map.groupBy(rows, ({ id }) => id)
  const scores = [...byId].map(([id, trials]): [string, number[]] => [
    id,
    trials.toSorted((a, b) => byCodeUnits(a.trial, b.trial)).map((one) => one.score),
  ])
  const scale = rows.every(({ isBoolean }) => isBoolean) ? 'binary' : kind
  return { name, scale, gate: undefined, scores: new Map(scores) }
}

/** A case as its first row describes it. */
function caseOf([first]: readonly ScoreRow[]): Case {
  const { id, row, columns } = first as ScoreRow
  return { id, ownId: true, input: {}, expected: {}, columns, place: row.placeOf([]) }
}

/** `accuracy` of `/scores/accuracy`. */
function lastKey(column: string): string {
  return column.split('/').at(-1) || column
}
