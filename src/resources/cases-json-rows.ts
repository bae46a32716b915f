import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath, Place } from '../diagnostic/place.ts'
import { errorAt } from '../source/error-at.ts'
import { readJson } from './cases-json.ts'
import type { JsonProblem, Visit } from './cases-json.ts'
import { rowLimit, rowsOf } from './cases-row.ts'
import type { CaseSource, Row, Rows } from './cases-row.ts'

/** JSON Lines: one value a line; blank lines do not count. */
export function readJsonLines({ file, text }: CaseSource): Rows {
  const rows: Row[] = []
  const diagnostics: Diagnostic[] = []
  for (const { start, end } of linesOf(text)) {
    if (rows.length + diagnostics.length > rowLimit) break
    const { value, problems } = readJson(text, start, end)
    diagnostics.push(...diagnosticsOf(file, problems))
    const placeOf = (path: KeyPath): Place => placeIn({ file, text }, path, start, end)
    if (value !== undefined && problems.length === 0) rows.push({ value, placeOf })
  }
  return { rows, diagnostics }
}

/** One JSON text: a list of cases. */
export function readJsonRows(source: CaseSource): Rows {
  const { file, text } = source
  const items: { start: number; end: number }[] = []
  const { value, problems } = readJson(text, 0, text.length, (path, start, end) => {
    if (path.length === 1) items.push({ start, end })
  })
  if (value === undefined) return { rows: [], diagnostics: diagnosticsOf(file, problems) }
  const { rows, diagnostics } = rowsOf(value, (path) => placeOfItem(source, items, path))
  return { rows: soundRows(rows, items, problems), diagnostics: [...diagnosticsOf(file, problems), ...diagnostics] }
}

/** The rows without a problem inside. Items and problems come in the order of the text. */
function soundRows(
  rows: readonly Row[],
  items: readonly { readonly end: number }[],
  problems: readonly JsonProblem[],
): readonly Row[] {
  let next = 0
  return rows.filter((_, index) => {
    const before = next
    const end = items[index]?.end ?? 0
    while ((problems[next]?.start ?? end) < end) next += 1
    return next === before
  })
}

function placeOfItem(source: CaseSource, items: readonly { start: number; end: number }[], path: KeyPath): Place {
  const [index, ...rest] = path
  const item = typeof index === 'number' ? items[index] : undefined
  return item === undefined
    ? placeIn(source, [], 0, source.text.trimEnd().length)
    : placeIn(source, rest, item.start, item.end)
}

/** Where a value inside the JSON text in `[start, end)` stands; read once more, since a place is seldom asked for. */
function placeIn({ file, text }: CaseSource, path: KeyPath, start: number, end: number): Place {
  let [from, to] = [start, end]
  const visit: Visit = (at, begins, ends) => {
    if (at.length === path.length && at.every((key, index) => key === path[index])) [from, to] = [begins, ends]
  }
  if (path.length > 0) readJson(text, start, end, visit)
  return { in: 'text', file, start: from, end: to }
}

function diagnosticsOf(file: string, problems: readonly JsonProblem[]): readonly Diagnostic[] {
  return problems.map(({ problem, start, end }) => errorAt({ in: 'text', file, start, end }, problem))
}

/** The lines of a text that hold anything, without line ends and surrounding spaces. */
function* linesOf(text: string): Generator<{ start: number; end: number }> {
  for (const match of text.matchAll(/\S(?:[^\n]*\S)?/g)) {
    yield { start: match.index, end: match.index + match[0].length }
  }
}
