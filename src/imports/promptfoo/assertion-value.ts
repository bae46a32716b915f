import type { Json } from '../../digest/digest.ts'
import { isList, isMapping } from '../../resources/json-shape.ts'
import { limits } from '../../source/limits.ts'
import type { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import { namesIn, readTemplate, type TemplateContext, writtenText } from '../messages.ts'
import { jsonIn, usableSchema } from '../schemas.ts'
import { fixedValue, type SourceValue } from '../source-case.ts'
import { type SourceText, textAt, textIn } from '../source-text.ts'
import { documentBeside, readBeside, referenceIn, reportUnread } from './references.ts'

/** Puts the texts of a value together again. */
type Write = SourceValue['write']

/** The value of an assertion, whose texts are templates. Undefined, and reported, where a file of it cannot be read. */
export async function readValue(
  written: Cursor,
  context: TemplateContext,
  request: ImportRequest,
): Promise<SourceValue | undefined> {
  const source = written.text === undefined ? undefined : await sourceOf(written, request)
  if (written.text !== undefined && source === undefined) return undefined
  const names: string[] = []
  const write = source === undefined ? writerOf(written, context, names) : textWriter(source, context, names)
  return { names, write }
}

/** A text, or the file that it names. */
async function sourceOf(written: Cursor, request: ImportRequest): Promise<SourceText | undefined> {
  const reference = referenceIn(written.text ?? '')
  if (reference.kind === 'text' || reference.kind === 'network') return textAt(written)
  if (reference.kind !== 'file') {
    reportUnread(reference.kind, written, request)
    return undefined
  }
  const read = await readBeside(reference.path, written, request, limits.textBytes)
  return read && textIn(read.file, read.text, 0, read.text.length)
}

function writerOf(written: Cursor, context: TemplateContext, names: string[]): Write {
  if (written.text !== undefined) return textWriter(textAt(written), context, names)
  if (isList(written.value)) {
    const items = written.items().map((item) => writerOf(item, context, names))
    return (renamed) => items.map((write) => write(renamed))
  }
  if (!isMapping(written.value)) return () => written.value
  const fields = written.fields().map((field) => [field.name, writerOf(field, context, names)] as const)
  return (renamed) => Object.fromEntries(fields.map(([name, write]) => [name, write(renamed)]))
}

function textWriter(source: SourceText, context: TemplateContext, names: string[]): Write {
  const { pieces } = readTemplate(source, context)
  names.push(...namesIn(pieces))
  return (renamed) => writtenText(pieces, source, context, renamed)
}

/**
 * A JSON Schema, in the file or in another one, as JSON in a text or as a mapping. Undefined where it cannot be used.
 */
export async function readSchemaValue(written: Cursor, request: ImportRequest): Promise<SourceValue | undefined> {
  const schema = await schemaIn(written, request)
  if (schema === undefined) return undefined
  const usable =
    typeof schema === 'boolean' ? schema : usableSchema(schema, written.name, written.place, request.findings)
  return usable === undefined ? undefined : fixedValue(usable)
}

async function schemaIn(written: Cursor, request: ImportRequest): Promise<Json | undefined> {
  const reference = referenceIn(written.text ?? '')
  if (written.text === undefined || reference.kind === 'text') return jsonIn(written) ?? null
  if (reference.kind === 'file') return (await documentBeside(reference.path, written, request))?.value
  reportUnread(reference.kind, written, request)
  return undefined
}
