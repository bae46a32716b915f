import type { KeyPath } from '../diagnostic/place.ts'
import { limits } from '../source/limits.ts'
import type { Shaped } from './draft.ts'
import type { ProjectFiles } from './project-files.ts'
import type { KindName } from './project.ts'
import { type Reading, readReferenced } from './reading.ts'
import type { Text } from './schema.gen.ts'
import type { TemplateText } from './template.ts'

/** A text as it is written, or as the file holds it that it names; undefined where that cannot be read. */
export async function readText(
  document: Shaped<KindName>,
  path: KeyPath,
  written: Text,
  files: ProjectFiles,
): Promise<Reading<TemplateText | undefined>> {
  if (typeof written === 'string') return { value: { text: written, place: document.placeOf(path) }, diagnostics: [] }
  const { value, diagnostics } = await readReferenced(
    document,
    [...path, 'file'],
    written.file,
    files,
    limits.textBytes,
  )
  if (value === undefined) return { value, diagnostics }
  const { file, text } = value
  return { value: { text, place: { in: 'text', file, start: 0, end: text.length } }, diagnostics }
}
