import type { Json } from '../../digest/digest.ts'
import type { Model, Prompt, ToolResult } from '../../resources/project.ts'
import { askInTurn } from '../ask-in-turn.ts'
import type { Ask } from '../ask-model.ts'
import type { Answer, Message, Missing } from '../call.ts'
import { promptText } from '../readable-request.ts'
import { callOf } from '../request-for.ts'
import type { AnswerFailure, MadeToolCall, TraceStep } from '../trial.ts'
import { after } from '../untrusted.ts'
import { answerToolCall } from './answer-tool-call.ts'
import { unfinished, valueOfAnswer } from './outcome-of-answer.ts'
import { answerFailure, factsOf, type StepRun } from './produced.ts'

/** A prompt that is put to a model, and what the case says of how it goes on. */
export interface Conversation {
  /** Of the step of a Chain; else the name of the subject. */
  readonly id: string
  readonly prompt: Prompt
  readonly model: Model
  /** Rendered. */
  readonly messages: readonly Message[]
  /** What the user says after each answer. */
  readonly turns: readonly string[]
  readonly toolResults: readonly ToolResult[]
  readonly trial: number
  /** The most times the model is asked in one turn. */
  readonly rounds: number
}

/** Puts a prompt to its model, goes on with the turns of the case, and tells the model what the tools that it calls answer. */
export async function converse(conversation: Conversation, ask: Ask): Promise<StepRun> {
  const { turns } = conversation
  const steps: TraceStep[] = []
  let messages = conversation.messages
  for (const [index, next] of [...turns, undefined].entries()) {
    const place = turns.length === 0 ? undefined : index + 1
    const turn = await takeTurn({
      conversation,
      messages,
      place,
      toolCallsBefore: factsOf(steps).toolCalls.length,
      ask,
    })
    steps.push(...turn.steps)
    if (turn.end.kind !== 'answered') return { steps, end: labelled(turn.end, place) }
    const { answer, value } = turn.end
    if (next === undefined) return { steps, end: { kind: 'produced', value, produced: producedBy(steps, answer) } }
    const said = { role: 'assistant', content: answer.text.toWellFormed() } as const
    messages = [...turn.messages, said, { role: 'user', content: next.toWellFormed() }]
  }
  throw new Error('a conversation has an end')
}

function producedBy(steps: readonly TraceStep[], { text, finish }: Answer) {
  const last = steps.at(-1)
  const prompt = last === undefined ? '' : promptText(last.asked)
  return { prompt, text, finish, ...factsOf(steps) }
}

function labelled(end: AnswerFailure | Missing, turn: number | undefined): AnswerFailure | Missing {
  if (turn === undefined || end.kind === 'missing') return end
  return { ...end, detail: after(`turn ${turn}: `, end.detail) }
}

interface Turn {
  readonly conversation: Conversation
  readonly messages: readonly Message[]
  /** From 1; undefined outside of conversations. */
  readonly place: number | undefined
  readonly toolCallsBefore: number
  readonly ask: Ask
}

interface TakenTurn {
  readonly steps: readonly TraceStep[]
  readonly messages: readonly Message[]
  readonly end: { readonly kind: 'answered'; readonly answer: Answer; readonly value: Json } | AnswerFailure | Missing
}

/** Asks until there is an answer that calls no tool. */
async function takeTurn(turn: Turn): Promise<TakenTurn> {
  const { conversation, ask } = turn
  const steps: TraceStep[] = []
  let { messages } = turn
  for (let round = 1; ; round += 1) {
    const step = await takeStep(conversation, messages, turn.place, ask)
    const { result } = step
    if (result.kind === 'missing') {
      const { reason, detail } = result
      return { steps: [...steps, step], messages, end: { kind: 'missing', reason, detail, ...providerOf(step) } }
    }
    const { answer } = result.call
    const ended = endOf(answer, conversation, round)
    if (ended !== undefined) return { steps: [...steps, step], messages, end: ended }
    const made = madeBy(answer, conversation)
    messages = [...messages, ...told(answer, made, turn.toolCallsBefore + factsOf(steps).toolCalls.length)]
    steps.push({ ...step, toolCalls: made })
  }
}

async function takeStep(
  { id, prompt, model, trial }: Conversation,
  messages: readonly Message[],
  turn: number | undefined,
  ask: Ask,
): Promise<TraceStep> {
  const { asked, result, instead } = await askInTurn(model, (one) => callOf(prompt, one, messages, trial), ask)
  return {
    id,
    asked,
    result,
    ...(turn !== undefined && { turn }),
    ...(instead.length > 0 && { instead }),
  }
}

/** Undefined where the model has to be told what its tools answer. */
function endOf(answer: Answer, { prompt, rounds }: Conversation, round: number): TakenTurn['end'] | undefined {
  const failure = unfinished(answer)
  if (failure !== undefined) return failure
  const { text, toolCalls = [] } = answer
  if (toolCalls.length === 0) {
    const value = valueOfAnswer(text, prompt.output)
    return value.ok ? { kind: 'answered', answer, value: value.value } : value.failure
  }
  if (prompt.tools === undefined)
    return answerFailure('tool-call', 'the model called a tool, and none is declared', text)
  if (round < rounds) return undefined
  const calls = toolCalls.map(({ name }) => name).join(', ')
  return answerFailure('step-limit', `the model was asked ${rounds} times and still called ${calls}`, text)
}

function madeBy({ toolCalls = [] }: Answer, { prompt, toolResults }: Conversation): readonly MadeToolCall[] {
  return toolCalls.map((call) => answerToolCall(call, prompt.tools ?? [], toolResults))
}

/** What the model hears of its own calls. @param before how many calls the conversation had */
function told(answer: Answer, made: readonly MadeToolCall[], before: number): readonly Message[] {
  const content = answer.text.toWellFormed()
  const calls = made.map(({ name, written }, index) => {
    return { id: callId(before + index + 1), name: name.toWellFormed(), arguments: written.toWellFormed() }
  })
  const results = made.map(
    ({ result }, index) => ({ role: 'tool', id: callId(before + index + 1), content: result }) as const,
  )
  return [{ role: 'assistant', content, calls }, ...results]
}

/** Nine letters and digits, which every API takes. */
function callId(place: number): string {
  return `call${String(place).padStart(5, '0')}`
}

function providerOf({ asked }: TraceStep): { readonly provider?: string } {
  return 'provider' in asked ? { provider: asked.provider } : {}
}
