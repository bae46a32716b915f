import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import { readJson } from './cases-json.ts'
import type { SchemaDraft, Shaped } from './draft.ts'
import { isMapping } from './json-shape.ts'
import type { ProjectFiles } from './project-files.ts'
import type { KindName } from './project.ts'
import { type Reading, readReferenced } from './reading.ts'

/** A JSON Schema as it is written, or as the file holds it that it names; undefined where that cannot be read. */
export async function readSchema(
  document: Shaped<KindName>,
  path: KeyPath,
  written: Json,
  files: ProjectFiles,
): Promise<Reading<SchemaDraft | undefined>> {
  const reference = referenceIn(written)
  if (reference === undefined) {
    const placeOf = (inner: KeyPath): Place => document.placeOf([...path, ...inner])
    return { value: { value: written, placeOf }, diagnostics: [] }
  }
  const { value, diagnostics } = await readReferenced(document, [...path, 'file'], reference, files, limits.textBytes)
  return value === undefined ? { value, diagnostics } : parsed(value.file, value.text)
}

/** The path in `{file: path}`, if a value is that and nothing else. */
function referenceIn(value: Json): string | undefined {
  if (!isMapping(value) || Object.keys(value).length !== 1) return undefined
  return typeof value['file'] === 'string' ? value['file'] : undefined
}

function parsed(file: string, text: string): Reading<SchemaDraft | undefined> {
  const ranges = new Map<string, readonly [start: number, end: number]>()
  const { value, problems } = readJson(text, 0, text.length, (path, start, end) => {
    ranges.set(JSON.stringify(path), [start, end])
  })
  const diagnostics = problems.map(({ problem, start, end }) => errorAt({ in: 'text', file, start, end }, problem))
  if (value === undefined || problems.length > 0) return { value: undefined, diagnostics }
  const placeOf = (path: KeyPath): Place => {
    const [start, end] = ranges.get(JSON.stringify(path)) ?? [0, 0]
    return { in: 'text', file, start, end }
  }
  return { value: { value, placeOf }, diagnostics }
}
