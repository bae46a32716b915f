import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import { digestOfJson } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { readCsvTable } from './cases-csv.ts'
import { readJsonLines } from './cases-json-rows.ts'
import { rowLimit, tooManyRows, type CaseSource, type Rows } from './cases-row.ts'
import { isNotFilledIn, labelOf, type Label } from './labels-row.ts'
import { labelSheet } from './labels-sheet.ts'
import type { Reading } from './reading.ts'

export type { Label } from './labels-row.ts'

/** What humans said of outputs that an assertion judges. */
export interface Labels {
  /** Path in the repository. */
  readonly file: string
  /** In the order of the rows. */
  readonly labels: readonly Label[]
  /** Rows whose label is not filled in yet. */
  readonly open: number
}

const readers: { readonly [ending: string]: (source: CaseSource) => Rows } = {
  jsonl: readJsonLines,
  csv: (source) => readCsvTable(source, labelSheet),
}

/** Reads a file of labels by its ending: .jsonl or .csv. A bad row is reported where it stands, and hides no other. */
export function readLabels(source: CaseSource): Reading<Labels> {
  const { file } = source
  const whole: Place = { in: 'file', file }
  const nothing = { file, labels: [], open: 0 }
  const ending = /\.([^./]*)$/.exec(file)?.[1]?.toLowerCase() ?? ''
  const read = Object.hasOwn(readers, ending) ? readers[ending]?.(source) : undefined
  if (read === undefined) return { value: nothing, diagnostics: [errorAt(whole, unknownEnding(ending))] }
  if (read.rows.length > rowLimit) return { value: nothing, diagnostics: [errorAt(whole, tooManyRows)] }
  const filled = read.rows.filter((row) => !isNotFilledIn(row))
  const rows = filled.map(labelOf)
  const labels = rows.flatMap(({ label }) => label ?? [])
  return {
    value: { file, labels, open: read.rows.length - filled.length },
    diagnostics: [...read.diagnostics, ...rows.flatMap(({ diagnostics }) => diagnostics), ...repeated(labels)],
  }
}

/** `40 labels (sha256:51c0a1b2c3d4)`: what changes when any of them does. */
export function nameLabels({ labels }: Labels): string {
  const meaning = labels.map(({ caseId, output, prompt = '', label, rater = '' }) => [
    caseId,
    output,
    prompt,
    label,
    rater,
  ])
  return `${labels.length} labels (${digestOfJson(meaning).slice(0, 'sha256:'.length + 12)})`
}

function unknownEnding(ending: string): Problem {
  return { code: 'bad-format', found: `.${ending}`, expected: '.jsonl or .csv' }
}

/** One who labels an output twice has not made up their mind. */
function repeated(labels: readonly Label[]): readonly Diagnostic[] {
  const groups = Map.groupBy(labels, ({ caseId, output, prompt = '', rater = '' }) =>
    JSON.stringify([caseId, output, prompt, rater]),
  )
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.map(({ place, caseId, rater }) =>
      errorAt(place, { code: 'duplicate-label', case: caseId, rater }, [
        { label: 'first here', place: first?.place ?? place },
      ]),
    ),
  )
}
