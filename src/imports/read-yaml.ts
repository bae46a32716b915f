import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { readYaml } from '../source/yaml-documents.ts'
import { Cursor } from './cursor.ts'

export interface ReadDocument {
  /** Undefined where it is broken or empty. */
  readonly root: Cursor | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** The first document of a YAML or JSON text, in the one dialect of YAML that there is here. */
export function readDocument(file: string, text: string): ReadDocument {
  const { documents, diagnostics } = readYaml(file, text)
  const first = documents.find(({ empty }) => !empty)
  if (first?.value === undefined) return { root: undefined, diagnostics }
  const placeOf = (path: readonly (string | number)[], part: 'key' | 'value') =>
    ({ in: 'yaml', file, document: first.index, path, part }) as const
  return { root: new Cursor(first.value, placeOf), diagnostics }
}
