import type { Json } from '../digest/digest.ts'
import type { Model, Parameters, Prompt } from '../resources/project.ts'
import { subjectFormat } from '../resources/subject-digest.ts'
import type { Artifact } from './artifact.ts'

/** An artifact whose document is not what this version writes. */
export class UnreadableArtifact extends Error {
  override readonly name = 'UnreadableArtifact'
}

/**
 * The subject that an artifact holds: the inverse of `buildArtifact`, so that what a target holds can be evaluated without
 * the commit it came from. What does not change behaviour is not in it: the model has `priceOf`'s price.
 * @throws UnreadableArtifact where the document is of another format
 */
export function subjectOfArtifact(
  { subject, digest, document }: Artifact,
  priceOf: (provider: string, id: string) => Model['price'],
): Prompt {
  const meaning = JSON.parse(document) as {
    readonly format: string
    readonly kind: string
    readonly model: { readonly provider: string; readonly id: string }
    readonly parameters: Parameters
    readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[]
    readonly inputs: readonly string[]
    readonly output?: Json
  }
  if (meaning.format !== subjectFormat || meaning.kind !== 'Prompt')
    throw new UnreadableArtifact(
      `${digest} is a ${meaning.kind} of format ${meaning.format}, which this version does not read`,
    )
  const place = { in: 'yaml', file: digest, document: 0, path: [], part: 'value' } as const
  const { provider, id } = meaning.model
  return {
    kind: 'Prompt',
    name: subject,
    formerly: undefined,
    place,
    model: {
      name: `${provider}/${id}`,
      provider,
      id,
      parameters: {},
      price: priceOf(provider, id),
      contextWindow: undefined,
      retires: undefined,
    },
    parameters: meaning.parameters,
    messages: meaning.messages.map(({ role, content }) => ({ role, content: { text: content, place } })),
    inputs: meaning.inputs,
    output: meaning.output,
  }
}
