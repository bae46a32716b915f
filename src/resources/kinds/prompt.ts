import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Json } from '../../digest/digest.ts'
import type { PromptDraft, SchemaDraft, Shaped, ToolDraft } from '../draft.ts'
import { readSchema } from '../json-schemas.ts'
import type { ProjectFiles } from '../project-files.ts'
import { meaningOfContent, readMessages } from '../prompt-messages.ts'
import { type Kind, type Reading, resourceOf } from '../reading.ts'
import type { PromptDocument } from '../schema.gen.ts'
import { readTemplate, type TemplateDraft } from '../template-draft.ts'

export const prompt: Kind<'Prompt'> = {
  async read(document, files) {
    const read = await readMessages(document, files)
    const output = await readOutput(document, files)
    const answer = await readExampleAnswer(document, files)
    const tools = await readTools(document, files)
    const diagnostics: readonly Diagnostic[] = [...read, output, answer, tools].flatMap((one) => one.diagnostics)
    const parts = {
      messages: read.flatMap(({ value }) => value ?? []),
      texts: read.flatMap(({ texts }) => texts),
      output: output.value,
      exampleAnswer: answer.value,
      tools: tools.value,
    }
    const resource = resourceOf(document, meaningOf(document.fields, parts))
    return { value: { ...document, resource, complete: diagnostics.length === 0, ...parts }, diagnostics }
  },
}

async function readOutput(document: Shaped<'Prompt'>, files: ProjectFiles): Promise<Reading<SchemaDraft | undefined>> {
  const { output } = document.fields
  if (output === undefined) return { value: undefined, diagnostics: [] }
  return readSchema(document, ['output'], output as Json, files)
}

async function readExampleAnswer(
  document: Shaped<'Prompt'>,
  files: ProjectFiles,
): Promise<Reading<TemplateDraft | undefined>> {
  const answer = document.fields.examples?.answer
  if (answer === undefined) return { value: undefined, diagnostics: [] }
  return readTemplate(document, ['examples', 'answer'], answer, files)
}

async function readTools(document: Shaped<'Prompt'>, files: ProjectFiles): Promise<Reading<readonly ToolDraft[]>> {
  const read = await Promise.all(
    (document.fields.tools ?? []).map(async ({ name, description, parameters }, index) => {
      if (parameters === undefined) return { value: { name, description, parameters }, diagnostics: [] }
      const schema = await readSchema(document, ['tools', index, 'parameters'], parameters as Json, files)
      return { value: { name, description, parameters: schema.value }, diagnostics: schema.diagnostics }
    }),
  )
  return { value: read.map(({ value }) => value), diagnostics: read.flatMap(({ diagnostics }) => diagnostics) }
}

type Parts = Pick<PromptDraft, 'messages' | 'output' | 'exampleAnswer' | 'tools'>

function meaningOf(fields: PromptDocument, parts: Parts): { readonly [field: string]: unknown } {
  const { messages, output, exampleAnswer: answer, tools } = parts
  return {
    ...fields,
    ...meaningOfMessages(fields, messages),
    output: output?.value,
    examples: fields.examples && { ...fields.examples, ...(answer !== undefined && { answer: answer.content.text }) },
    tools: fields.tools && tools.map(meaningOfTool),
  }
}

function meaningOfMessages(fields: PromptDocument, messages: Parts['messages']): { readonly [field: string]: unknown } {
  const all = messages.map(({ role, content }) => ({ role, content: meaningOfContent(content) }))
  if (fields.messages !== undefined) return { messages: all }
  const textOf = (role: string): Json | undefined => all.find((message) => message.role === role)?.content
  return { system: textOf('system'), user: textOf('user') }
}

function meaningOfTool({ name, description, parameters }: ToolDraft): Json {
  return {
    name,
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters: parameters.value }),
  }
}
