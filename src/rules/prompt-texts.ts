import { canonicalJson, type Json } from '../digest/digest.ts'
import type { PromptDraft } from '../resources/draft.ts'
import { exampleCases } from '../resources/few-shot.ts'
import { isList, isMapping } from '../resources/json-shape.ts'
import type { Case } from '../resources/project.ts'
import { render } from '../resources/template.ts'
import type { TemplateDraft } from '../resources/template-draft.ts'
import type { View } from '../resources/template-render.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { lastUserTexts } from './last-user-texts.ts'

/** UTF-8 bytes of a UTF-16 unit at most. */
export const bytesOfUnit = 3

/** Everything that a prompt sends beside what a case fills in: its examples, tools and output schema. */
export function constantTexts(prompt: PromptDraft, draft: WholeDraft): readonly string[] {
  const { output, tools } = prompt
  const declared = tools.map(({ name, description = '', parameters }) => {
    return `${name} ${description} ${parameters === undefined ? '' : canonicalJson(parameters.value)}`
  })
  const shown = exampleCases(prompt, draft).flatMap((one) => [
    ...filledTexts(lastUserTexts(prompt), one.input),
    answerOf(prompt, one),
  ])
  return [...(output === undefined ? [] : [canonicalJson(output.value)]), ...declared, ...shown]
}

function answerOf({ exampleAnswer }: PromptDraft, { input, expected }: Case): string {
  return exampleAnswer === undefined
    ? canonicalJson(expected)
    : (filledTexts([exampleAnswer], { input, expected })[0] ?? '')
}

/** The texts of a prompt's messages; media are no text. */
export function messageTexts({ messages, texts }: PromptDraft): readonly TemplateDraft[] {
  const own = messages.flatMap(({ content }) =>
    'text' in content ? [content] : content.flatMap((part) => (part.type === 'text' ? part.text : [])),
  )
  return texts.filter(({ content }) => own.includes(content))
}

/** Each text with a case filled in; as it is written where that cannot be done, which is reported elsewhere. */
export function filledTexts(texts: readonly TemplateDraft[], view: View): readonly string[] {
  return texts.map(({ template, content }) => {
    const rendering = template && render(template, view)
    return rendering?.ok === true ? rendering.text : content.text
  })
}

/** No filled text has more bytes together, whichever case of at most `units` is filled in; infinite for templates with sections. */
export function mostBytes(texts: readonly TemplateDraft[], units: number): number {
  return texts.reduce((sum, { template, content, names }) => {
    const hasSections = template?.nodes.some(({ kind }) => kind === 'section') ?? false
    return sum + (hasSections ? Infinity : bytesOfUnit * (content.text.length + names.length * units))
  }, 0)
}

const encoder = new TextEncoder()

export function bytesOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + encoder.encode(text).length, 0)
}

/** UTF-16 units that a value has at most when a template prints it; names and brackets included. */
export function unitsOf(value: Json): number {
  if (typeof value === 'string') return 2 + 2 * value.length
  if (isList(value)) return value.reduce((sum: number, one) => sum + 1 + unitsOf(one), 2)
  if (!isMapping(value)) return 24
  return Object.entries(value).reduce((sum, [key, one]) => sum + 4 + 2 * key.length + unitsOf(one), 2)
}
