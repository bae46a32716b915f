import type { Findings } from './findings.ts'
import type { Role, SourceMessage } from './messages.ts'
import { slice, type SourceText, trimmed } from './source-text.ts'
import { type HandlebarsTag, handlebarsTags } from './template/handlebars.ts'

const roles: { readonly [role: string]: Role } = {
  system: 'system',
  user: 'user',
  model: 'assistant',
  assistant: 'assistant',
}

interface Mark {
  readonly role: string
  readonly start: number
  readonly end: number
}

/**
 * The messages of a dotprompt: who speaks is said by `{{role "system"}}`; what stands before the first is the user's. A
 * message of white space alone is none.
 */
export function dotpromptMessages(body: SourceText, findings: Findings): readonly SourceMessage[] {
  const whole = trimmed(body)
  const marks = handlebarsTags(whole.text).flatMap((tag) => markOf(tag, whole, findings))
  const all: readonly Mark[] = [{ role: 'user', start: 0, end: 0 }, ...marks]
  return all.flatMap(({ role, start, end }, index) => {
    const content = slice(whole, end, all[index + 1]?.start ?? whole.text.length)
    if (content.text.trim() === '') return []
    const speaker = Object.hasOwn(roles, role) ? roles[role] : undefined
    if (speaker !== undefined) return [{ role: speaker, content: [content] }]
    findings.report(whole.placeOf(start, end), { code: 'import-lost', what: role, why: 'no counterpart' })
    return []
  })
}

/** The block form, which the format itself does not know, begins a message, and its end begins the user's. */
function markOf(tag: HandlebarsTag, whole: SourceText, findings: Findings): readonly Mark[] {
  const { content, start, end } = tag
  const [, block, role] = /^(#)?role\s+["']([^"']*)["']$/.exec(content) ?? []
  if (role !== undefined) {
    if (block !== undefined) {
      findings.report(whole.placeOf(start, end), { code: 'import-changed', what: tag.tag, why: 'block role' })
    }
    return [{ role, start, end }]
  }
  return /^\/role$/.test(content) ? [{ role: 'user', start, end }] : []
}
