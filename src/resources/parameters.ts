import type { EndpointBinding } from './policy.ts'
import type { Model, Parameters, Prompt } from './project.ts'

/** What a prompt is asked with when it runs on a model: its own parameters over the model's. */
export function parametersOn(prompt: Pick<Prompt, 'parameters'>, model: Model): Parameters {
  return { ...model.parameters, ...prompt.parameters }
}

/** Parameters that the API of a type has no word for: a request with one is refused, never sent without it. */
export const parametersNotTaken: { readonly [type in EndpointBinding['type']]: readonly (keyof Parameters)[] } = {
  openai: [],
  azure: [],
  google: [],
  mistral: [],
  ollama: [],
  anthropic: ['seed', 'frequencyPenalty', 'presencePenalty'],
  bedrock: ['seed', 'frequencyPenalty', 'presencePenalty', 'reasoningEffort'],
}

/** Types of providers whose API has no word for the schema of an answer. */
export const schemasNotTaken: readonly string[] = ['bedrock'] satisfies readonly EndpointBinding['type'][]

/** Parameters that a provider advises against, by its name: `seed` at https://platform.openai.com/docs/api-reference/chat/create */
export const parametersDeprecated: { readonly [provider: string]: readonly (keyof Parameters)[] } = { openai: ['seed'] }
