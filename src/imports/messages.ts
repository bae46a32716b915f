import type { Part, PromptDocument } from '../resources/schema.gen.ts'
import type { Findings } from './findings.ts'
import type { SourceText } from './source-text.ts'
import { keepsLines, readers } from './template/dialects.ts'
import type { Dialect, KnownValues, Piece, Translation } from './template/piece.ts'
import { writeTemplate } from './template/write.ts'

export type Role = 'system' | 'user' | 'assistant'
export type Medium = 'image' | 'audio' | 'file'

/** A message as it is written. */
export interface SourceMessage {
  readonly role: Role
  readonly content: readonly (SourceText | { readonly medium: Medium; readonly source: SourceText })[]
}

/** How templates are read. */
export interface TemplateContext {
  readonly dialect: Dialect
  readonly known: KnownValues
  /** Keys of the test data, for plain replacement. */
  readonly keys?: ReadonlySet<string>
  /** Inputs that are pictures, sounds or documents. */
  readonly media?: ReadonlyMap<string, Medium>
  readonly findings: Findings
}

/** Messages as a Prompt has them, and what their templates name. */
export interface Messages {
  readonly fields: Pick<PromptDocument, 'system' | 'user' | 'messages'>
  /** Names of inputs, in the order of their first use. */
  readonly names: readonly string[]
  /** Of these, those whose sections are skipped for null where the format skips for the empty text. */
  readonly conditions: readonly string[]
  /** Of these, those that are lists. */
  readonly lists: readonly string[]
}

/** Losses of one template that are told one by one. */
const mostLosses = 50

/** Reads a template and reports what of it is lost. */
export function readTemplate(source: SourceText, context: TemplateContext): Translation {
  const { dialect, known, keys = new Set(), findings } = context
  const translation = readers[dialect](source.text, known, keys)
  for (const { tag, start, end, why } of translation.losses.slice(0, mostLosses)) {
    findings.report(source.placeOf(start, end), { code: 'import-template', tag, why })
  }
  if (translation.losses.length > mostLosses) {
    const place = source.placeOf(0, source.text.length)
    findings.report(place, { code: 'import-lost', what: '{{…}}', why: 'too many' })
  }
  return translation
}

/** The pieces of a template as a text of ours. */
export function writtenText(
  pieces: readonly Piece[],
  source: SourceText,
  { dialect, findings }: Pick<TemplateContext, 'dialect' | 'findings'>,
  renamed?: (path: readonly string[]) => readonly string[],
): string {
  const options = { keepsLines: keepsLines.has(dialect), ...(renamed !== undefined && { renamed }) }
  const { text, spaced } = writeTemplate(pieces, options)
  if (spaced) {
    const place = source.placeOf(0, source.text.length)
    findings.report(place, { code: 'import-template', tag: '{{', why: 'braces' })
  }
  return text
}

/** Messages in their shortest form: a system and a user message need no list. Undefined where none says anything. */
export function messagesOf(messages: readonly SourceMessage[], context: TemplateContext): Messages | undefined {
  const used: Translation[] = []
  const read = messages.flatMap(({ role, content }) => {
    const parts = content.flatMap((part) => partsOf(part, context, used))
    return parts.length === 0 ? [] : [{ role, content: contentOf(parts) }]
  })
  if (read.length === 0) return undefined
  return {
    fields: shortest(read),
    names: [...new Set(used.flatMap(({ pieces }) => namesIn(pieces)))],
    conditions: [...new Set(used.flatMap(({ conditions }) => conditions))],
    lists: [...new Set(used.flatMap(({ lists }) => lists))],
  }
}

type Written = NonNullable<PromptDocument['messages']>[number]

function shortest(messages: readonly Written[]): Messages['fields'] {
  const roles = messages.map(({ role }) => role).join(' ')
  const texts = messages.map(({ content }) => (typeof content === 'string' ? content : undefined))
  const [first, second] = texts
  if (first === undefined || texts.includes(undefined)) return { messages: [...messages] }
  if (roles === 'system') return { system: first }
  if (roles === 'user') return { user: first }
  if (roles === 'system user' && second !== undefined) return { system: first, user: second }
  return { messages: [...messages] }
}

function partsOf(
  part: SourceMessage['content'][number],
  context: TemplateContext,
  used: Translation[],
): readonly Part[] {
  const source = 'medium' in part ? part.source : part
  const translation = readTemplate(source, context)
  used.push(translation)
  const pieces = translation.pieces.map((piece) => asMedium(piece, context))
  if ('medium' in part) return mediumPart(part.medium, pieces, source, context)
  return splitAtMedia(pieces).flatMap((some): readonly Part[] => {
    const [first] = some
    if (first?.kind === 'medium') return [{ [first.type]: `{{${first.path.join('.')}}}` }]
    const text = writtenText(some, source, context)
    return text.trim() === '' ? [] : [{ text }]
  })
}

function asMedium(piece: Piece, { media }: TemplateContext): Piece {
  if (piece.kind !== 'value' || piece.path.length !== 1) return piece
  const type = media?.get(piece.path[0] ?? '')
  return type === undefined ? piece : { kind: 'medium', type, path: piece.path }
}

/** A medium is exactly one name; anything else cannot be one here. */
function mediumPart(
  medium: Medium,
  pieces: readonly Piece[],
  source: SourceText,
  { findings }: TemplateContext,
): readonly Part[] {
  const [only, ...others] = pieces
  if (only !== undefined && (only.kind === 'value' || only.kind === 'medium') && others.length === 0)
    return [{ [medium]: `{{${only.path.join('.')}}}` }]
  findings.report(source.placeOf(0, source.text.length), { code: 'import-lost', what: medium, why: 'medium' })
  return []
}

/** Media stand alone, and only outside of sections, so that no section is torn apart. */
function splitAtMedia(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [[]]
  let depth = 0
  for (const piece of pieces) {
    if (piece.kind === 'open') depth++
    if (piece.kind === 'close') depth--
    if (piece.kind === 'medium' && depth === 0) groups.push([piece], [])
    else groups.at(-1)?.push(piece.kind === 'medium' ? { kind: 'value', path: piece.path, root: true } : piece)
  }
  return groups.filter((group) => group.length > 0)
}

function contentOf(parts: readonly Part[]): Written['content'] {
  const [only, ...others] = parts
  return typeof only?.text === 'string' && others.length === 0 ? only.text : [...parts]
}

/** Names that are looked up in the input itself. */
export function namesIn(pieces: readonly Piece[]): readonly string[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'medium') return piece.path.slice(0, 1)
    return (piece.kind === 'value' || piece.kind === 'open') && piece.root ? piece.path.slice(0, 1) : []
  })
}
