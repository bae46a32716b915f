import type { Json } from '../../digest/digest.ts'
import { isList } from '../../resources/json-shape.ts'
import { limits } from '../../source/limits.ts'
import type { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import type { Vars } from '../source-case.ts'
import { documentBeside, filesOf, pathReference, readBeside, referenceIn, reportUnread } from './references.ts'

/** Media are read as bytes, which are not copied. */
const media: ReadonlySet<string> = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
  'bmp',
  'svg',
  'mp3',
  'wav',
  'm4a',
  'mp4',
  'mov',
  'webm',
  'pdf',
  'xlsx',
  'xls',
])

/** The values that a variable takes in turn; one for most. */
export async function valuesOfVar(written: Cursor, expands: boolean, request: ImportRequest): Promise<readonly Json[]> {
  if (written.text !== undefined) return textValues(written, request)
  const { value } = written
  const isMatrix = expands && isList(value) && typeof value[0] === 'string'
  if (!isMatrix) return [value]
  const values: Json[] = []
  for (const item of written.items())
    values.push(...(item.text === undefined ? [item.value] : await textValues(item, request)))
  return values
}

async function textValues(written: Cursor, request: ImportRequest): Promise<readonly Json[]> {
  const text = written.text ?? ''
  const reference = referenceIn(text)
  if (reference.kind === 'text' || reference.kind === 'network') return [withoutLineEnd(text)]
  if (reference.kind !== 'file') {
    reportUnread(reference.kind, written, request)
    return []
  }
  const values: Json[] = []
  for (const path of await filesOf(reference.path, written, request))
    values.push(...(await fileValue(path, written, request)))
  return values
}

/** YAML is given as JSON, any other file as its text. */
async function fileValue(path: string, written: Cursor, request: ImportRequest): Promise<readonly Json[]> {
  const reference = pathReference(path)
  const extension = reference.kind === 'file' ? reference.extension : ''
  if (reference.kind !== 'file') reportUnread('code', written, request)
  else if (media.has(extension))
    request.findings.report(written.place, { code: 'import-lost', what: path, why: 'medium' })
  else if (extension === 'yaml' || extension === 'yml') {
    const root = await documentBeside(path, written, request)
    return root === undefined ? [] : [textOfValue(root.value)]
  } else {
    const read = await readBeside(path, written, request, limits.textBytes)
    return read === undefined ? [] : [read.text.trim()]
  }
  return []
}

/** A value as the text that promptfoo makes of it. */
function textOfValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function withoutLineEnd(text: string): string {
  return text.replace(/\n$/, '')
}

const mostCombinations = 10_000

/** Every combination of the values of all variables, in promptfoo's order; undefined where there are too many. */
export function combinationsOf(values: ReadonlyMap<string, readonly Json[]>): readonly Vars[] | undefined {
  const count = [...values.values()].reduce((product, { length }) => product * length, 1)
  if (count > mostCombinations) return undefined
  let combinations: readonly Vars[] = [{}]
  for (const [name, choices] of values) {
    combinations = combinations.flatMap((vars) => choices.map((value) => ({ ...vars, [name]: value })))
  }
  return combinations
}

const nameTag = /\{\{\s*(\w+)\s*\}\}/

/** What promptfoo replaces at most, so that names which lead to each other come to an end. */
const mostReplacements = 5

/** Variables that insert other variables by their names, with these filled in. */
export function withNamesFilledIn(vars: Vars): Vars {
  const filled: { [name: string]: Json } = { ...vars }
  for (let round = 0; round < mostReplacements; round++) {
    for (const [name, value] of Object.entries(filled)) {
      const [tag, other = ''] = (typeof value === 'string' ? nameTag.exec(value) : null) ?? []
      const inserted = Object.hasOwn(filled, other) ? filled[other] : undefined
      if (tag === undefined || inserted === undefined || typeof value !== 'string') continue
      filled[name] = value.replace(tag, () => textOfValue(inserted)).slice(0, limits.textBytes)
    }
  }
  return filled
}

/** Whether a value would still be a template to promptfoo. */
export function isTemplate(value: Json): boolean {
  return typeof value === 'string' && /\{\{|\{%/.test(value)
}
