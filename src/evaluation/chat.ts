import type { Digest, Json } from '../digest/digest.ts'
import type { Medium, Parameters } from '../resources/project.ts'

/** A call of a tool, as a model wrote it. */
export interface ToolCall {
  readonly name: string
  /** Meant to be JSON; what a model writes may be none. */
  readonly arguments: string
}

/** A picture, a sound or a document, as a data URL. Its digest stands for it in the key of a call. */
export interface MediumPart {
  readonly type: Medium['type']
  readonly url: string
  readonly digest: Digest
}

export type Part = { readonly type: 'text'; readonly text: string } | MediumPart

/** A message that is a text. */
export interface TextMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** A message with parts of which at least one is no text. */
export interface PartsMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: readonly Part[]
}

/** An answer that calls tools. The ids are ours, in the order of a conversation: what a provider makes up says nothing. */
export interface CallingMessage extends TextMessage {
  readonly role: 'assistant'
  readonly calls: readonly (ToolCall & { readonly id: string })[]
}

/** What a tool answered to the call with that id. */
export interface ResultMessage {
  readonly role: 'tool'
  readonly id: string
  readonly content: string
}

export type Message = TextMessage | PartsMessage | CallingMessage | ResultMessage

/** A tool that a model may call. */
export interface DeclaredTool {
  readonly name: string
  readonly description?: string
  /** JSON Schema of the arguments, which are an object. */
  readonly parameters: Json
}

/** What is asked, in one form for all providers and without transport fields. */
export interface ChatRequest {
  /** Which API it is put to; absent: the provider's own for chats (chat completions, messages, …). */
  readonly api?: 'responses'
  readonly messages: readonly Message[]
  readonly parameters: Parameters
  /** JSON Schema of the answer. */
  readonly output?: Json
  /** What the model may call. Never empty. */
  readonly tools?: readonly DeclaredTool[]
}

/** The text of a message; of its parts those that are texts, one per line. */
export function textOfMessage({ content }: Message): string {
  if (typeof content === 'string') return content
  return content.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n')
}

/** The parts of messages that are no texts. */
export function mediaIn(messages: readonly Message[]): readonly MediumPart[] {
  return messages.flatMap(({ content }) =>
    typeof content === 'string' ? [] : content.flatMap((part) => (part.type === 'text' ? [] : part)),
  )
}

/** The request as its key is taken of it: media by their digests, so that no key is taken of megabytes. */
export function canonicalRequest(request: ChatRequest): Json {
  const { messages } = request
  const short = messages.every(({ content }) => typeof content === 'string') ? messages : messages.map(withoutMedia)
  return { ...request, messages: short } as unknown as Json
}

function withoutMedia(message: Message): Json {
  const { role, content } = message
  if (typeof content === 'string') return message as unknown as Json
  return {
    role,
    content: content.map((part) => (part.type === 'text' ? part : { type: part.type, digest: part.digest })),
  }
}
