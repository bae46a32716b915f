import type { Json } from '../../digest/digest.ts'
import type { DeclaredTool } from '../../evaluation/call.ts'
import { isStrict } from './strict-schema.ts'

/** A tool in the words of OpenAI's chat completions, which others have taken over. */
export interface ChatTool {
  readonly type: 'function'
  readonly function: {
    readonly name: string
    readonly description?: string
    readonly parameters: { readonly [keyword: string]: Json }
    readonly strict?: boolean
  }
}

/** Strict where the schema is one that this mode takes; anything else would be refused. Whether a call fits is checked by us. */
export function strictChatTool(tool: DeclaredTool): ChatTool {
  const { type, function: declared } = chatTool(tool)
  return { type, function: { ...declared, ...(isStrict(tool.parameters) && { strict: true }) } }
}

export function chatTool({ name, description, parameters }: DeclaredTool): ChatTool {
  const schema = parameters as { readonly [keyword: string]: Json }
  return { type: 'function', function: { name, ...(description !== undefined && { description }), parameters: schema } }
}
