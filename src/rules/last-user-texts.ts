import type { PromptDraft } from '../resources/draft.ts'
import type { TemplateDraft } from '../resources/template-draft.ts'

/** The templates of the last user message: what every example of the prompt is shown with. Empty where there is none. */
export function lastUserTexts({ messages, texts }: PromptDraft): readonly TemplateDraft[] {
  const content = messages.findLast(({ role }) => role === 'user')?.content
  if (content === undefined) return []
  const own = 'text' in content ? [content] : content.map((part) => (part.type === 'text' ? part.text : part.source))
  return texts.filter((text) => own.includes(text.content))
}
