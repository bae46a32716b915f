import { digestOf } from '../../digest/digest.ts'
import { mediaTypeOfUrl, partOf } from '../../resources/media.ts'
import type { FewShot, Medium, MessageTemplate, PartTemplate, Prompt } from '../../resources/project.ts'
import { parseTemplate, render, renderValue, type TemplateText } from '../../resources/template.ts'
import type { View } from '../../resources/template-render.ts'
import type { Message, Part } from '../call.ts'

/** A value, or why a template cannot be filled, in words that follow `the user message`. */
export type Rendered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string }

/** The messages of a prompt for one input: its own, and before the last one of the user's the examples, each as that one. */
export function renderMessages({ messages, examples = [] }: Prompt, input: View): Rendered<readonly Message[]> {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const written = messages.flatMap((message, index) => [
    ...(index === last ? examples.flatMap((example) => shown(message, example)) : []),
    renderMessage(message, input),
  ])
  return allOf(written)
}

function shown(message: MessageTemplate, { input, answer }: FewShot): readonly Rendered<Message>[] {
  return [renderMessage(message, input), { ok: true, value: { role: 'assistant', content: answer.toWellFormed() } }]
}

function renderMessage({ role, content }: MessageTemplate, input: View): Rendered<Message> {
  const rendered =
    'text' in content ? renderText(content, input) : allOf(content.map((part) => renderPart(part, input)))
  if (!rendered.ok) return { ok: false, why: `the ${role} message ${rendered.why}` }
  const { value } = rendered
  return { ok: true, value: typeof value === 'string' ? { role, content: value } : { role, content: value } }
}

function renderPart(part: PartTemplate, input: View): Rendered<Part> {
  if (part.type !== 'text') return renderMedium(part, input)
  const text = renderText(part.text, input)
  return text.ok ? { ok: true, value: { type: 'text', text: text.value } } : text
}

export function renderText({ text }: TemplateText, view: View): Rendered<string> {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return { ok: false, why: 'is no template' }
  const rendering = render(parsed.template, view)
  if (rendering.ok) return { ok: true, value: rendering.text.toWellFormed() }
  return { ok: false, why: rendering.tooLong ? 'is too long' : `uses ${namesIn(rendering.unknown)}` }
}

export function namesIn(unknown: readonly { readonly name: string }[]): string {
  return unknown.map(({ name }) => name).join(', ')
}

function renderMedium({ type, source }: Medium, input: View): Rendered<Part> {
  const url = isUrl(source.text) ? source.text : urlIn(source, input)
  if (url === undefined) return { ok: false, why: `has a part that is no ${type} as a data URL` }
  const mediaType = mediaTypeOfUrl(url)
  if (mediaType === undefined || partOf(mediaType) !== type) {
    return { ok: false, why: `has a part that is no ${type} as a data URL` }
  }
  return { ok: true, value: { type, url, digest: digestOf(url) } }
}

/** A file of the project was read into its place; anything else is a tag. */
function isUrl(text: string): boolean {
  return text.startsWith('data:')
}

function urlIn({ text }: TemplateText, input: View): string | undefined {
  const rendering = renderValue(text, input)
  return rendering.ok && typeof rendering.value === 'string' ? rendering.value : undefined
}

/** All values, or the first that there is none of. */
function allOf<T>(rendered: readonly Rendered<T>[]): Rendered<readonly T[]> {
  const failed = rendered.find((one) => !one.ok)
  if (failed !== undefined) return failed
  return { ok: true, value: rendered.flatMap((one) => (one.ok ? [one.value] : [])) }
}
