import type { Case, CaseFields, MessageTemplate } from '../resources/project.ts'
import { parametersOn } from '../resources/parameters.ts'
import { parseTemplate, render } from '../resources/template.ts'
import type { Message, ModelCall } from './call.ts'
import type { Evaluation } from './trial.ts'

/** The case's input as the subject gets it; undefined where the case is not to be run for it. */
export function inputFor({ inputOf }: Evaluation, row: Case): CaseFields | undefined {
  return inputOf === undefined ? row.input : inputOf(row.id)
}

/**
 * The call that one trial of a case makes. Templates see the input and nothing else, so that no label gets into a prompt.
 * @throws UnrenderableCase where a template uses what the input does not have, which validation refuses
 */
export function requestFor(evaluation: Evaluation, row: Case, trial: number): ModelCall {
  const { subject, model } = evaluation
  const input = inputFor(evaluation, row) ?? {}
  return {
    provider: model.provider,
    model: model.id,
    request: {
      messages: subject.messages.map((message) => renderMessage(message, input, `${evaluation.label}, case ${row.id}`)),
      parameters: parametersOn(subject, model),
      ...(subject.output !== undefined && { output: subject.output }),
    },
    trial,
  }
}

/** A case whose input does not fill a template of its subject. */
export class UnrenderableCase extends Error {
  override readonly name = 'UnrenderableCase'
}

function renderMessage({ role, content }: MessageTemplate, input: CaseFields, where: string): Message {
  const parsed = parseTemplate(content.text)
  if (!parsed.ok) throw new UnrenderableCase(`${where}: the ${role} message is no template`)
  const rendering = render(parsed.template, input)
  if (rendering.ok) return { role, content: rendering.text.toWellFormed() }
  const why = rendering.tooLong ? 'is too long' : `uses ${rendering.unknown.map(({ name }) => name).join(', ')}`
  throw new UnrenderableCase(`${where}: the ${role} message ${why}`)
}
