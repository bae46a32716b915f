import type { EndpointBinding } from './policy.ts'
import type { Medium, Model, Parameters } from './project.ts'

type Type = EndpointBinding['type']

/** Media that the API of a type has no form for. */
const mediaNotTaken: { readonly [type in Type]: readonly Medium['type'][] } = {
  openai: [],
  google: [],
  azure: ['file'],
  anthropic: ['audio'],
  bedrock: ['audio'],
  mistral: ['audio', 'file'],
  ollama: ['audio', 'file'],
}

/** The same of the Responses API: https://platform.openai.com/docs/api-reference/responses/create */
const mediaNotInResponses: readonly Medium['type'][] = ['audio']

/** Parameters that the Responses API has no word for, though chat completions do. */
export const parametersNotInResponses: readonly (keyof Parameters)[] = [
  'seed',
  'stop',
  'frequencyPenalty',
  'presencePenalty',
]

/** Types whose API embeds no texts, or takes one a request and wants it signed. */
export const embeddingsNotTaken: readonly Type[] = ['anthropic', 'bedrock']

/** Types whose answers cannot be streamed: Bedrock's come in a binary form of AWS. */
export const streamsNotTaken: readonly Type[] = ['bedrock']

/** Media that a model cannot be shown, whatever it takes in, by how it is asked. */
export function mediaNotTakenBy({ api }: Pick<Model, 'api'>, type: Type): readonly Medium['type'][] {
  return api === 'responses' ? mediaNotInResponses : mediaNotTaken[type]
}

/** Media in the words of a reader. */
export const mediumWords = { image: 'pictures', audio: 'sound', file: 'documents' } as const satisfies {
  readonly [type in Medium['type']]: string
}
