import type { JsonMapping } from '../resources/json-shape.ts'
import type { Parameters, PromptDocument } from '../resources/schema.gen.ts'
import type { Messages } from './messages.ts'
import type { Tool } from './tools.ts'

/** What a prompt of another format says, each thing as it is called here. */
export interface PromptParts {
  readonly name: string
  readonly description: string | undefined
  readonly labels?: { readonly [name: string]: string }
  readonly model: string
  readonly parameters: Parameters
  readonly messages: Messages
  readonly output: JsonMapping | undefined
  readonly tools: readonly Tool[]
}

/** A Prompt without what says nothing. An input called `expected` is declared, since that is the name of labels. */
export function promptDocument(parts: PromptParts): PromptDocument {
  const { name, description, labels = {}, model, parameters, messages, output, tools } = parts
  return {
    kind: 'Prompt',
    name,
    ...(description !== undefined && description !== '' && { description }),
    ...(Object.keys(labels).length > 0 && { labels }),
    model,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(messages.names.includes('expected') && { input: [...messages.names] }),
    ...messages.fields,
    ...(output !== undefined && { output }),
    ...(tools.length > 0 && { tools: [...tools] }),
  }
}
