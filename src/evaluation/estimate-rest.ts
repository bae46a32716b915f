import type { Json } from '../digest/digest.ts'
import type { Case, CaseFields, Chain, KnowledgeBase, Price, Prompt, Step, Subject } from '../resources/project.ts'
import type { Call, Message, ModelCall } from './call.ts'
import { isEmbedding, isPost } from './call.ts'
import type { Execution } from './execute.ts'
import { messagesOfStep } from './execution/run-step.ts'
import { readJson } from './read-json.ts'
import { callOf } from './request-for.ts'
import { passagesOf } from './retrieval/passages.ts'
import type { TraceStep } from './trial.ts'

/** A call that will probably be made: its size is a guess. */
export interface EstimatedCall {
  readonly call: Call
  readonly price: Price | undefined
}

/** About 150 tokens. */
const assumedText = 'x'.repeat(600)

/**
 * The calls that follow, once the answers are there at which an execution has ended: the turns that are left, the steps of a
 * Chain that have not run, and a round of tool calls where the case has results for it.
 */
export function estimateRest(
  subject: Subject,
  row: Case,
  trial: number,
  execution: Execution,
): readonly EstimatedCall[] {
  const { steps } = execution.trace
  switch (subject.kind) {
    case 'Prompt':
      return [...steps.flatMap((step) => roundAfter(step, subject, row)), ...turnsLeft(subject, row, steps)]
    case 'Chain':
      return subject.steps.flatMap((step) => restOfStep(step, subject, row, trial, execution))
    case 'Application':
      return []
  }
}

function restOfStep(
  step: Step,
  chain: Chain,
  row: Case,
  trial: number,
  execution: Execution,
): readonly EstimatedCall[] {
  const asked = execution.trace.steps.filter(({ id }) => id === step.id)
  if (step.does === 'prompt' && asked.length > 0) return asked.flatMap((one) => roundAfter(one, step.prompt, row))
  if (asked.length > 0 || execution.byStep.has(step.id)) return []
  if (step.does === 'retrieve') return callOfSearch(step.from, trial)
  if (step.does !== 'prompt') return []
  const messages = messagesOfStep(step, guessedView(chain, row.input, execution))
  const written = messages.ok ? messages.value : [textMessage(allTexts(step.prompt))]
  const { model } = step.prompt
  return [{ call: callOf(step.prompt, model, written, trial), price: model.price }]
}

/** What follows an answer that is not there yet and may call tools. */
function roundAfter(
  { asked, result }: TraceStep,
  { model }: Prompt,
  { toolResults = [] }: Case,
): readonly EstimatedCall[] {
  const isOpen = result.kind === 'missing' && toolResults.length > 0
  if (!isOpen || isPost(asked) || isEmbedding(asked) || asked.request.tools === undefined) return []
  if (asked.request.messages.at(-1)?.role === 'tool') return []
  const result1 = JSON.stringify(toolResults[0]?.result ?? null)
  return [{ call: withMore(asked, [textMessage(result1)]), price: model.price }]
}

function turnsLeft({ model }: Prompt, { turns = [] }: Case, steps: readonly TraceStep[]): readonly EstimatedCall[] {
  const last = steps.at(-1)
  if (last === undefined || isPost(last.asked) || isEmbedding(last.asked)) return []
  const left = turns.slice((last.turn ?? 1) - 1)
  const more: Message[] = []
  const { asked } = last
  return left.map((turn) => {
    more.push(textMessage(assumedText), textMessage(turn))
    return { call: withMore(asked, more), price: model.price }
  })
}

function withMore(call: ModelCall, more: readonly Message[]): ModelCall {
  return { ...call, request: { ...call.request, messages: [...call.request.messages, ...more] } }
}

function textMessage(content: string): Message {
  return { role: 'user', content: content.toWellFormed() }
}

function callOfSearch(base: KnowledgeBase, trial: number): readonly EstimatedCall[] {
  if (base.from === 'retriever') {
    const { url, headers } = base.retriever
    return [{ call: { url, request: { headers, body: assumedText }, trial }, price: { input: 0, output: 0 } }]
  }
  const { embed } = base
  if (embed === undefined) return []
  const call = { provider: embed.provider, model: embed.id, request: { embed: assumedText }, trial: 1 } as const
  return [{ call, price: embed.price }]
}

/** What is known of a case, and something of usual size for what is not. */
function guessedView({ steps }: Chain, input: CaseFields, { byStep }: Execution): CaseFields {
  const values = steps.map((step) => [step.id, valueOf(step, byStep.get(step.id)?.text) ?? guess(step)] as const)
  return { ...input, ...Object.fromEntries(values) }
}

function valueOf(step: Step, text: string | undefined): Json | undefined {
  if (text === undefined || step.does === 'text' || (step.does === 'prompt' && step.prompt.output === undefined))
    return text
  const read = readJson(text)
  return read.ok ? read.value : text
}

function guess(step: Step): Json {
  if (step.does !== 'retrieve') return assumedText
  const { from, top } = step
  const known = from.from === 'files' ? passagesOf(from) : []
  const length = known.reduce((sum, { text }) => sum + text.length, 0) / known.length
  const text = known.length === 0 ? assumedText : 'x'.repeat(Math.ceil(length))
  return Array.from({ length: known.length === 0 ? top : Math.min(top, known.length) }, () => {
    return { id: 'x', file: 'x', text, score: 0 }
  })
}

/** A prompt whose templates name what nobody knows yet: as long as they are, with something for each input. */
function allTexts({ messages, inputs }: Prompt): string {
  const texts = messages.flatMap(({ content }) => ('text' in content ? content.text : []))
  return [...texts, ...inputs.map(() => assumedText)].join('\n')
}
