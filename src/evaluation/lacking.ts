import type { Policy } from '../resources/policy.ts'
import type { Model, Prompt, Subject } from '../resources/project.ts'
import { promptsOf } from '../resources/subjects.ts'
import type { Evaluation } from './trial.ts'

/** What of an evaluation cannot be asked of the providers that policy binds, in words; undefined where all of it can. */
export function lacking({ subject, model }: Evaluation, policy: Pick<Policy, 'providers'>): string | undefined {
  const prompts = promptsOf(subject).flatMap((prompt) => {
    const asked = model ?? prompt.model
    return [asked, ...(asked.fallbacks ?? [])].flatMap((one) => lackingOf(prompt, narrowType(one, policy)))
  })
  const embeddings = embeddingModels(subject).flatMap((one) => {
    const type = narrowType(one, policy)
    return type === undefined ? [] : [`embeddings of a provider of type ${type}`]
  })
  return [...prompts, ...embeddings][0]
}

function lackingOf({ messages, tools }: Prompt, type: string | undefined): readonly string[] {
  if (type === undefined) return []
  if (tools !== undefined) return [`tools with a provider of type ${type}`]
  const hasParts = messages.some(({ content }) => !('text' in content))
  return hasParts ? [`pictures, sound or documents with a provider of type ${type}`] : []
}

/** The type of a model's provider, where that is one that we ask for texts only. */
function narrowType({ provider }: Model, { providers }: Pick<Policy, 'providers'>): string | undefined {
  const type = providers.get(provider)?.type
  return type === 'openai' || type === 'replay' ? undefined : type
}

function embeddingModels(subject: Subject): readonly Model[] {
  if (subject.kind !== 'Chain') return []
  return subject.steps.flatMap((step) =>
    step.does === 'retrieve' && step.from.from === 'files' && step.from.embed !== undefined ? [step.from.embed] : [],
  )
}
