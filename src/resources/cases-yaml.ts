import type { Place } from '../diagnostic/place.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import { readYaml } from '../source/yaml-documents.ts'
import { rowsOf } from './cases-row.ts'
import type { CaseSource, Rows } from './cases-row.ts'

/** A YAML file: one document, a list of cases. A YAML tree takes hundreds of times its text, so more than 1 MiB is refused. */
export function readYamlRows({ file, text }: CaseSource): Rows {
  const { textBytes: limit } = limits
  if (text.length > limit) {
    return {
      rows: [],
      diagnostics: [errorAt({ in: 'file', file }, { code: 'file-too-large', bytes: text.length, limit })],
    }
  }
  const { documents, diagnostics } = readYaml(file, text)
  const [first, second] = documents.filter(({ empty }) => !empty)
  if (second !== undefined) return { rows: [], diagnostics: [...diagnostics, secondDocument(file, second.index)] }
  if (first?.value === undefined) return { rows: [], diagnostics }
  const { index: document, value } = first
  const { rows, diagnostics: found } = rowsOf(value, (path) => ({ in: 'yaml', file, document, path, part: 'value' }))
  return { rows, diagnostics: [...diagnostics, ...found] }
}

function secondDocument(file: string, document: number): ReturnType<typeof errorAt> {
  const place: Place = { in: 'yaml', file, document, path: [], part: 'value' }
  return errorAt(place, { code: 'bad-format', found: 'a second document', expected: 'one list of cases' })
}
