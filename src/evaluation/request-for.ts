import { parametersOn } from '../resources/parameters.ts'
import type { Case, CaseFields, Model, Prompt, Tool } from '../resources/project.ts'
import type { DeclaredTool, Message, ModelCall } from './call.ts'
import { renderMessages } from './execution/render-messages.ts'
import type { Evaluation } from './trial.ts'

/** The case's input as the subject gets it; undefined where the case is not to be run for it. */
export function inputFor({ inputOf }: Evaluation, row: Case): CaseFields | undefined {
  return inputOf === undefined ? row.input : inputOf(row.id)
}

/**
 * The first call that one trial of a case makes of a Prompt. Templates see the input and nothing else, so that no label gets
 * into a prompt.
 * @throws UnrenderableCase where a template uses what the input does not have, which validation refuses
 */
export function requestFor(evaluation: Evaluation, row: Case, trial: number): ModelCall {
  const { subject, model, label } = evaluation
  if (subject.kind !== 'Prompt') throw new Error(`${label} has no request of its own`)
  const messages = renderMessages(subject, inputFor(evaluation, row) ?? {})
  if (!messages.ok) throw new UnrenderableCase(`${label}, case ${row.id}: ${messages.why}`)
  return callOf(subject, model ?? subject.model, messages.value, trial)
}

/** The call that puts messages of a prompt to a model. */
export function callOf(prompt: Prompt, model: Model, messages: readonly Message[], trial: number): ModelCall {
  const { output, tools } = prompt
  const { api, stream } = model
  return {
    provider: model.provider,
    model: model.id,
    request: {
      ...(api !== undefined && { api }),
      messages,
      parameters: parametersOn(prompt, model),
      ...(output !== undefined && { output }),
      ...(tools !== undefined && { tools: tools.map(declared) }),
    },
    trial,
    ...(stream !== undefined && { stream }),
  }
}

/** A key has no place for what is undefined. */
function declared({ name, description, parameters }: Tool): DeclaredTool {
  return { name, ...(description !== undefined && { description }), parameters }
}

/** A case whose input does not fill a template of its subject. */
export class UnrenderableCase extends Error {
  override readonly name = 'UnrenderableCase'
}
