import { embeddingsNotTaken, mediaNotTakenBy, mediumWords, streamsNotTaken } from '../resources/not-taken.ts'
import { schemasNotTaken } from '../resources/parameters.ts'
import type { EndpointBinding, Policy } from '../resources/policy.ts'
import type { Model, Prompt, Subject } from '../resources/project.ts'
import { promptsOf } from '../resources/subjects.ts'
import type { Evaluation } from './trial.ts'

/**
 * What of an evaluation cannot be asked of the providers as policy binds them, in words; undefined where all of it can.
 * Where head binds them alike, validation has said so before.
 */
export function lacking({ subject, model }: Evaluation, policy: Pick<Policy, 'providers'>): string | undefined {
  const prompts = promptsOf(subject).flatMap((prompt) => {
    const asked = model ?? prompt.model
    return [asked, ...(asked.fallbacks ?? [])].flatMap((one) => lackingOf(prompt, one, typeOf(one, policy)))
  })
  const embeddings = embeddingModels(subject).flatMap((one) => {
    const type = typeOf(one, policy)
    return type !== undefined && embeddingsNotTaken.includes(type) ? [`embeddings of a provider of type ${type}`] : []
  })
  return [...prompts, ...embeddings][0]
}

type Type = EndpointBinding['type']

function lackingOf({ messages, output }: Prompt, model: Model, type: Type | undefined): readonly string[] {
  if (type === undefined) return []
  const shown = messages.flatMap(({ content }) => ('text' in content ? [] : content.map((part) => part.type)))
  const media = mediaNotTakenBy(model, type).filter((medium) => shown.includes(medium))
  const isSchema = output !== undefined && schemasNotTaken.includes(type)
  const whats = [
    ...media.map((medium) => mediumWords[medium]),
    ...(isSchema ? ['an output schema'] : []),
    ...(model.api !== undefined && type !== 'openai' ? ['the Responses API'] : []),
    ...(model.stream && streamsNotTaken.includes(type) ? ['streaming'] : []),
  ]
  return whats.map((what) => `${what} with a provider of type ${type}`)
}

/** Undefined where models are not asked over the network. */
function typeOf({ provider }: Model, { providers }: Pick<Policy, 'providers'>): Type | undefined {
  const type = providers.get(provider)?.type
  return type === 'replay' || type === 'http' ? undefined : type
}

function embeddingModels(subject: Subject): readonly Model[] {
  if (subject.kind !== 'Chain') return []
  return subject.steps.flatMap((step) =>
    step.does === 'retrieve' && step.from.from === 'files' && step.from.embed !== undefined ? [step.from.embed] : [],
  )
}
