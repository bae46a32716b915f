import type { KeyPath } from '../diagnostic/place.ts'
import { digestOf } from '../digest/digest.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { limits } from '../source/limits.ts'
import type { Shaped } from './draft.ts'
import { dataUrl, mediaTypeOf, partOf } from './media.ts'
import type { ProjectFiles } from './project-files.ts'
import type { MessageTemplate, PartTemplate } from './project.ts'
import type { Reading } from './reading.ts'
import type { Medium as WrittenMedium, Part, PromptDocument } from './schema.gen.ts'
import { parseDraft, readTemplate, type TemplateDraft } from './template-draft.ts'

/** A message with the templates in it. */
export interface MessageReading extends Reading<MessageTemplate | undefined> {
  readonly texts: readonly TemplateDraft[]
}

/** One message as it is written, in either form. */
interface Written {
  readonly role: MessageTemplate['role']
  readonly path: KeyPath
  readonly content: NonNullable<PromptDocument['messages']>[number]['content']
}

/** The messages of a prompt, in order, with what their files hold. */
export function readMessages(document: Shaped<'Prompt'>, files: ProjectFiles): Promise<readonly MessageReading[]> {
  return Promise.all(messagesIn(document.fields).map((message) => readMessage(document, message, files)))
}

function messagesIn({ system, user, messages }: PromptDocument): readonly Written[] {
  if (messages !== undefined) {
    return messages.map(({ role, content }, index) => ({ role, content, path: ['messages', index, 'content'] }))
  }
  return [
    ...(system === undefined ? [] : [{ role: 'system' as const, content: system, path: ['system'] }]),
    ...(user === undefined ? [] : [{ role: 'user' as const, content: user, path: ['user'] }]),
  ]
}

async function readMessage(
  document: Shaped<'Prompt'>,
  { role, path, content }: Written,
  files: ProjectFiles,
): Promise<MessageReading> {
  if (!Array.isArray(content)) {
    const { value, diagnostics } = await readTemplate(document, path, content, files)
    return { value: value && { role, content: value.content }, texts: value ? [value] : [], diagnostics }
  }
  const read = await Promise.all(content.map((part, index) => readPart(document, part, [...path, index], files)))
  const parts = read.flatMap(({ value }) => value?.part ?? [])
  const value = parts.length < read.length ? undefined : { role, content: contentOf(parts) }
  return {
    value,
    texts: read.flatMap(({ value: one }) => one?.text ?? []),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  }
}

/** A message of one text part is that text. */
function contentOf(parts: readonly PartTemplate[]): MessageTemplate['content'] {
  const [only, ...others] = parts
  return only?.type === 'text' && others.length === 0 ? only.text : parts
}

interface ReadPart {
  readonly part: PartTemplate
  /** Undefined for a file. */
  readonly text: TemplateDraft | undefined
}

async function readPart(
  document: Shaped<'Prompt'>,
  { text, ...media }: Part,
  path: KeyPath,
  files: ProjectFiles,
): Promise<Reading<ReadPart | undefined>> {
  if (text !== undefined) {
    const { value, diagnostics } = await readTemplate(document, [...path, 'text'], text, files)
    return { value: value && { part: { type: 'text', text: value.content }, text: value }, diagnostics }
  }
  const type = (['image', 'audio', 'file'] as const).find((one) => media[one] !== undefined)
  const source = type && media[type]
  if (type === undefined || source === undefined) throw new Error('a part without content passed validation')
  return readMedium(document, { type, source, path: [...path, type] }, files)
}

interface MediumPart {
  readonly type: 'image' | 'audio' | 'file'
  readonly source: WrittenMedium
  readonly path: KeyPath
}

async function readMedium(
  document: Shaped<'Prompt'>,
  { type, source, path }: MediumPart,
  files: ProjectFiles,
): Promise<Reading<ReadPart | undefined>> {
  if (typeof source === 'string') {
    const { value: text, diagnostics } = parseDraft({ text: source, place: document.placeOf(path) })
    return { value: { part: { type, source: text.content }, text }, diagnostics }
  }
  const place = document.placeOf([...path, 'file'])
  const wrong = (problem: Parameters<typeof errorAt>[1]): Reading<undefined> => {
    return { value: undefined, diagnostics: [errorAt(place, problem)] }
  }
  const mediaType = mediaTypeOf(source.file)
  if (mediaType === undefined || partOf(mediaType) !== type) {
    return wrong({ code: 'bad-format', found: source.file, expected: `a path of ${expectedFile[type]}` })
  }
  const read = await files.readBytes(document.place.file, source.file, limits.mediaBytes)
  if (!read.ok) return wrong(read.problem)
  const content = { text: dataUrl(mediaType, read.bytes), place: { in: 'file', file: read.file } } as const
  return { value: { part: { type, source: content }, text: undefined }, diagnostics: [] }
}

const expectedFile = {
  image: 'a picture: .png, .jpg, .gif or .webp',
  audio: 'a sound: .wav or .mp3',
  file: 'a document: .pdf',
} as const

/** What a message means: its text, or its parts, of which those in files are known by their digests. */
export function meaningOfContent(content: MessageTemplate['content']): Json {
  if ('text' in content) return content.text
  return content.map((part): Json => {
    if (part.type === 'text') return { text: part.text.text }
    const { text, place } = part.source
    return { [part.type]: place.in === 'file' ? digestOf(text) : text }
  })
}
