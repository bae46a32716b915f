import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { placeWithin } from '../source/snippet.ts'
import type { Shaped } from './draft.ts'
import { isList, isMapping } from './json-shape.ts'
import type { ProjectFiles } from './project-files.ts'
import type { KindName } from './project.ts'
import type { Reading } from './reading.ts'
import type { Text } from './schema.gen.ts'
import { type NameUse, namesUsed, parseTemplate, type Template, type TemplateText } from './template.ts'
import { readText } from './texts.ts'

/** A text that is a template, and what it names. */
export interface TemplateDraft {
  readonly content: TemplateText
  /** Undefined where the text is no template. */
  readonly template: Template | undefined
  readonly names: readonly NameUse[]
}

/** A text that stands at `place`, as a template. */
export function parseDraft(content: TemplateText): Reading<TemplateDraft> {
  const parsed = parseTemplate(content.text)
  if (parsed.ok) {
    return { value: { content, template: parsed.template, names: namesUsed(parsed.template) }, diagnostics: [] }
  }
  const diagnostics = parsed.problems.map(({ problem, start, end }) =>
    errorAt(placeWithin(content.place, content.text, start, end), problem),
  )
  return { value: { content, template: undefined, names: [] }, diagnostics }
}

/** A text, or what the file holds that it names, as a template; undefined where that cannot be read. */
export async function readTemplate(
  document: Shaped<KindName>,
  path: KeyPath,
  written: Text,
  files: ProjectFiles,
): Promise<Reading<TemplateDraft | undefined>> {
  const { value, diagnostics } = await readText(document, path, written, files)
  return value === undefined ? { value, diagnostics } : parseDraft(value)
}

/** Every text inside a JSON value as a template, in order. */
export function parseTexts(value: Json, placeOf: (path: KeyPath) => Place): Reading<readonly TemplateDraft[]> {
  const read = textsIn(value, [], placeOf).map(parseDraft)
  const diagnostics: readonly Diagnostic[] = read.flatMap((one) => one.diagnostics)
  return { value: read.map((one) => one.value), diagnostics }
}

function textsIn(value: Json, path: KeyPath, placeOf: (path: KeyPath) => Place): readonly TemplateText[] {
  if (typeof value === 'string') return [{ text: value, place: placeOf(path) }]
  if (isList(value)) return value.flatMap((item, index) => textsIn(item, [...path, index], placeOf))
  if (!isMapping(value)) return []
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key], placeOf))
}
