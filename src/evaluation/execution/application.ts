import type { Application, CaseFields } from '../../resources/project.ts'
import { renderValue } from '../../resources/template.ts'
import type { Ask } from '../ask-model.ts'
import type { Deployment, PostCall } from '../call.ts'
import { valueAtPointer } from '../json-pointer.ts'
import { promptText } from '../readable-request.ts'
import { readJson } from '../read-json.ts'
import type { TraceStep } from '../trial.ts'
import { answerFailure, type End, factsOf, type StepRun } from './produced.ts'
import { namesIn } from './render-messages.ts'
import { UnrenderableCase } from '../request-for.ts'

/** The request that an application is sent for an input. @throws UnrenderableCase */
export function requestOfApplication(
  application: Application,
  input: CaseFields,
  trial: number,
  where: string,
): PostCall {
  const { url, headers, request } = application
  const deployment = deploymentOf(application)
  const rendering = renderValue(request, input)
  if (rendering.ok) return { url, request: { headers, body: rendering.value }, trial, deployment }
  throw new UnrenderableCase(`${where}: the request uses ${namesIn(rendering.unknown)}`)
}

function deploymentOf({ version, isReplaced }: Application): Deployment {
  if (version === undefined) return { state: 'unnamed' }
  return { state: isReplaced ? 'replaced' : 'named', version }
}

/** Asks an application, and takes the answer out of its reply. */
export async function executeApplication(application: Application, call: PostCall, ask: Ask): Promise<StepRun> {
  const result = await ask(call, undefined)
  const steps: readonly TraceStep[] = [{ id: application.name, asked: call, result }]
  if (result.kind === 'missing') {
    const { reason, detail, provider } = result
    return { steps, end: { kind: 'missing', reason, detail, ...(provider !== undefined && { provider }) } }
  }
  return { steps, end: endOf(application, result.call.answer.text, steps) }
}

function endOf({ at }: Application, reply: string, steps: readonly TraceStep[]): End {
  const answer = at === '' ? reply : answerAt(reply, at)
  if (typeof answer === 'object') return answerFailure('unparsable', answer.why, reply)
  const { asked } = steps[0] as TraceStep
  const produced = { prompt: promptText(asked), text: answer, finish: 'stop', ...factsOf(steps) } as const
  return { kind: 'produced', value: answer, produced }
}

/** A text as it is, anything else as JSON. */
function answerAt(reply: string, at: string): string | { readonly why: string } {
  const read = readJson(reply)
  if (!read.ok) return { why: read.reason.replace('answer', 'reply') }
  const value = valueAtPointer(read.value, at)
  if (value === undefined) return { why: `there is no ${at} in the reply` }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
