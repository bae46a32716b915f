import type { MessageDraft, PromptDraft } from './draft.ts'
import type { NameUse } from './template.ts'

/** The first part of the name of a label: what assertions compare with, and prompts never see. */
const label = 'expected'

/** A use of a name in a message of a prompt. */
export interface InputUse extends NameUse {
  readonly message: MessageDraft
}

/** Names that a prompt's messages look up in a case's input itself, in the order of their use. */
export function inputUses({ messages }: PromptDraft): readonly InputUse[] {
  return messages.flatMap((message) => message.names.filter(({ root }) => root).map((use) => ({ ...use, message })))
}

/** Whether a use asks for a label: `expected`, unless it is declared as an input. */
export function isLabel({ path }: NameUse, { fields }: PromptDraft): boolean {
  return path[0] === label && !(fields.input ?? []).includes(label)
}

/** Names of a prompt's inputs: declared, else those that its templates use, in the order of first use. */
export function inputsOf(prompt: PromptDraft): readonly string[] {
  if (prompt.fields.input !== undefined) return prompt.fields.input
  const used = inputUses(prompt).filter((use) => !isLabel(use, prompt))
  return [...new Set(used.flatMap(({ path }) => path[0] ?? []))]
}
