import type { KeyPath } from '../../diagnostic/place.ts'
import { errorAt } from '../../source/error-at.ts'
import { placeWithin } from '../../source/snippet.ts'
import type { MessageDraft, SchemaDraft, Shaped } from '../draft.ts'
import { readSchema } from '../json-schemas.ts'
import type { ProjectFiles } from '../project-files.ts'
import type { Json } from '../../digest/digest.ts'
import type { MessageTemplate } from '../project.ts'
import { type Kind, type Reading, resourceOf } from '../reading.ts'
import type { PromptDocument, Text } from '../schema.gen.ts'
import { namesUsed, parseTemplate } from '../template.ts'
import { readText } from '../texts.ts'

/** One message as it is written, in either form. */
interface Written {
  readonly role: MessageTemplate['role']
  readonly path: KeyPath
  readonly text: Text
}

export const prompt: Kind<'Prompt'> = {
  async read(document, files) {
    const read = await Promise.all(messagesIn(document.fields).map((message) => readMessage(document, message, files)))
    const messages = read.flatMap(({ value }) => value ?? [])
    const output = await readOutput(document, files)
    const diagnostics = [...read, output].flatMap((one) => one.diagnostics)
    const resource = resourceOf(document, meaningOf(document.fields, messages, output.value))
    return {
      value: { ...document, resource, complete: diagnostics.length === 0, messages, output: output.value },
      diagnostics,
    }
  },
}

function messagesIn({ system, user, messages }: PromptDocument): readonly Written[] {
  if (messages !== undefined) {
    return messages.map(({ role, content }, index) => ({ role, text: content, path: ['messages', index, 'content'] }))
  }
  return [
    ...(system === undefined ? [] : [{ role: 'system' as const, text: system, path: ['system'] }]),
    ...(user === undefined ? [] : [{ role: 'user' as const, text: user, path: ['user'] }]),
  ]
}

async function readMessage(
  document: Shaped<'Prompt'>,
  { role, path, text }: Written,
  files: ProjectFiles,
): Promise<Reading<MessageDraft | undefined>> {
  const { value: content, diagnostics } = await readText(document, path, text, files)
  if (content === undefined) return { value: undefined, diagnostics }
  const parsed = parseTemplate(content.text)
  if (parsed.ok) {
    const { template } = parsed
    return { value: { role, content, template, names: namesUsed(template) }, diagnostics }
  }
  const found = parsed.problems.map(({ problem, start, end }) =>
    errorAt(placeWithin(content.place, content.text, start, end), problem),
  )
  return { value: { role, content, template: undefined, names: [] }, diagnostics: found }
}

async function readOutput(document: Shaped<'Prompt'>, files: ProjectFiles): Promise<Reading<SchemaDraft | undefined>> {
  const { output } = document.fields
  if (output === undefined) return { value: undefined, diagnostics: [] }
  return readSchema(document, ['output'], output as Json, files)
}

function meaningOf(
  fields: PromptDocument,
  messages: readonly MessageDraft[],
  output: SchemaDraft | undefined,
): { readonly [field: string]: unknown } {
  const textOf = (role: string): string | undefined => messages.find((message) => message.role === role)?.content.text
  const texts =
    fields.messages === undefined
      ? { system: textOf('system'), user: textOf('user') }
      : { messages: messages.map(({ role, content }) => ({ role, content: content.text })) }
  return { ...fields, ...texts, output: output?.value }
}
