import { limits } from '../../source/limits.ts'
import { parse } from 'csv-parse/sync'
import type { Cursor } from '../cursor.ts'
import type { ImportRequest } from '../imported.ts'
import type { SourceMessage } from '../messages.ts'
import { slice, type SourceText, textAt, textIn, trimmed } from '../source-text.ts'
import { chatIn, chatMessages, chatOf } from './chat.ts'
import { documentBeside, filesOf, pathReference, readBeside, referenceIn, reportUnread } from './references.ts'

/** A prompt of promptfoo. */
export interface PromptfooPrompt {
  /** Undefined where nothing names it. */
  readonly label: string | undefined
  readonly messages: readonly SourceMessage[]
  /** Settings of the model, for this prompt alone. */
  readonly config: Cursor | undefined
  readonly at: Cursor
}

/** A prompt before its text is read as messages. */
interface Raw {
  readonly label: string | undefined
  readonly source: SourceText | undefined
  readonly chat: Cursor | undefined
}

/** Text that stands before and behind every prompt. */
export interface Around {
  readonly prefix: string
  readonly suffix: string
}

/** Names of files that promptfoo takes for prompts, also without `file://`. */
const promptFile = /^[^\n{}]+\.(?:txt|md|j2|json|jsonl|ya?ml|csv|js|cjs|mjs|ts|py|sh|bash|rb|pl)(?::\w+)?$/i

/** The prompts of a configuration; without any, the one that is `{{prompt}}`. */
export async function readPrompts(
  written: Cursor | undefined,
  root: Cursor,
  around: Around,
  request: ImportRequest,
): Promise<readonly PromptfooPrompt[]> {
  if (written === undefined)
    return [{ label: undefined, messages: [userMessage(passThrough(root))], config: undefined, at: root }]
  const prompts: PromptfooPrompt[] = []
  for (const item of itemsOf(written)) {
    const text = item.field('raw') ?? item.field('id') ?? item
    const label =
      item.field('label')?.text ??
      (item.isMapping && item.field('raw') !== undefined ? item.field('id')?.text : undefined)
    const config = item.field('config')
    for (const raw of await readRaw(text, label, request)) {
      const messages = messagesOfRaw(raw, around, item, request)
      if (messages.length > 0) prompts.push({ label: raw.label, messages, config, at: item })
    }
  }
  return prompts
}

/** A list, one prompt, or a mapping of paths to labels. */
function itemsOf(written: Cursor): readonly Cursor[] {
  const isOne = written.field('raw') !== undefined || written.field('id') !== undefined
  return written.isMapping && !isOne ? written.fields().map((field) => field.asKey()) : written.oneOrMore()
}

function passThrough(root: Cursor): SourceText {
  return { text: '{{prompt}}', placeOf: () => root.place }
}

function userMessage(source: SourceText): SourceMessage {
  return { role: 'user', content: [source] }
}

async function readRaw(item: Cursor, label: string | undefined, request: ImportRequest): Promise<readonly Raw[]> {
  const { text } = item
  if (text === undefined) {
    request.findings.report(item.place, { code: 'import-lost', what: label ?? 'prompt', why: 'unusable' })
    return []
  }
  const reference = promptFile.test(text) && !text.includes('://') ? pathReference(text) : referenceIn(text)
  if (reference.kind === 'text') return [{ label, source: textAt(item), chat: undefined }]
  if (reference.kind !== 'file') {
    reportUnread(reference.kind, item, request)
    return []
  }
  const found: Raw[] = []
  for (const path of await filesOf(reference.path, item, request)) {
    const isSeveral = /[*?]/.test(reference.path)
    const name = label === undefined || isSeveral ? nameOfFile(path) : label
    found.push(...(await readFile(path, name, item, request)))
  }
  return found
}

function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
}

async function readFile(path: string, label: string, at: Cursor, request: ImportRequest): Promise<readonly Raw[]> {
  const reference = pathReference(path)
  if (reference.kind !== 'file') {
    reportUnread('code', at, request)
    return []
  }
  if (/^(?:json|ya?ml)$/.test(reference.extension)) {
    const root = await documentBeside(path, at, request)
    const chat = root && chatOf(root)
    if (chat !== undefined) return [{ label, source: undefined, chat }]
  }
  const read = await readBeside(path, at, request, limits.textBytes)
  if (read === undefined) return []
  const whole = textIn(read.file, read.text, 0, read.text.length)
  if (reference.extension === 'txt') return numbered(separated(whole), label)
  if (reference.extension === 'jsonl') return numbered(linesOf(whole), label)
  if (reference.extension === 'csv') return csvPrompts(whole, label)
  return [{ label, source: whole, chat: undefined }]
}

function numbered(sources: readonly SourceText[], label: string): readonly Raw[] {
  return sources.map((source) => ({ label, source, chat: undefined }))
}

/** A line of `---` stands between two prompts of a text file. */
function separated(whole: SourceText): readonly SourceText[] {
  const marks = [...whole.text.matchAll(/^[ \t]*---[ \t]*$/gm)]
  const starts = [0, ...marks.map((mark) => mark.index + mark[0].length)]
  const ends = [...marks.map((mark) => mark.index), whole.text.length]
  return starts.map((start, index) => trimmed(slice(whole, start, ends[index] ?? 0))).filter(({ text }) => text !== '')
}

function linesOf(whole: SourceText): readonly SourceText[] {
  return [...whole.text.matchAll(/\S[^\n]*/g)].map((line) => slice(whole, line.index, line.index + line[0].length))
}

/** A column `prompt`, and perhaps one with its `label`. */
function csvPrompts(whole: SourceText, label: string): readonly Raw[] {
  try {
    const rows = parse(whole.text, { columns: true, bom: true, trim: true, skip_empty_lines: true, relax_quotes: true })
    return (rows as readonly { readonly [column: string]: string }[]).flatMap((row) => {
      const text = row['prompt'] ?? ''
      const source = { text, placeOf: () => whole.placeOf(0, whole.text.length) }
      return text === '' ? [] : [{ label: row['label'] || label, source, chat: undefined }]
    })
  } catch {
    return [{ label, source: whole, chat: undefined }]
  }
}

function messagesOfRaw(
  raw: Raw,
  { prefix, suffix }: Around,
  at: Cursor,
  { findings }: ImportRequest,
): readonly SourceMessage[] {
  const chat = raw.chat ?? (raw.source === undefined ? undefined : chatIn(raw.source))
  if (chat !== undefined && prefix + suffix !== '') {
    findings.report(at.place, { code: 'import-lost', what: prefix === '' ? 'suffix' : 'prefix', why: 'unusable' })
  }
  if (chat !== undefined) return chatMessages(chat, findings)
  return raw.source === undefined ? [] : [userMessage(around(raw.source, prefix, suffix))]
}

function around(source: SourceText, prefix: string, suffix: string): SourceText {
  if (prefix + suffix === '') return source
  return {
    text: prefix + source.text + suffix,
    placeOf: (start, end) => source.placeOf(Math.max(0, start - prefix.length), Math.max(0, end - prefix.length)),
  }
}
