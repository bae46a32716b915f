import { canonicalJson, type Json } from '../../digest/digest.ts'
import type { Model, Passage, Step, ToolResult } from '../../resources/project.ts'
import { renderValue, type TemplateText } from '../../resources/template.ts'
import type { View } from '../../resources/template-render.ts'
import { valueAtPointer } from '../json-pointer.ts'
import { readJson } from '../read-json.ts'
import type { Search } from '../retrieval/library.ts'
import type { TraceStep } from '../trial.ts'
import { converse } from './converse.ts'
import type { Ports } from './ports.ts'
import { answerFailure, type End, factsOf, type StepRun } from './produced.ts'
import { namesIn, type Rendered, renderMessages, renderText } from './render-messages.ts'

/** What a step of a Chain runs with, beside the results of other steps. */
export interface StepSetting {
  /** Instead of the model of a prompt. */
  readonly model: Model | undefined
  readonly toolResults: readonly ToolResult[]
  readonly trial: number
  /** The most rounds of tool calls that a prompt may take. */
  readonly rounds: number
}

/**
 * Runs one step of a Chain. What cannot be rendered depends on what a model said, or validation would have refused it: it is
 * an answer failure.
 */
export async function runStep(step: Step, view: View, setting: StepSetting, ports: Ports): Promise<StepRun> {
  switch (step.does) {
    case 'prompt':
      return runPrompt(step, view, setting, ports)
    case 'retrieve':
      return runRetrieval(step, view, setting, ports)
    case 'text':
      return withoutCalls(textEnd(renderText(step.text, view)))
    case 'json':
      return withoutCalls(jsonEnd(renderTemplate(step.json, view), step.at))
  }
}

type PromptStep = Step & { readonly does: 'prompt' }
type RetrieveStep = Step & { readonly does: 'retrieve' }

async function runPrompt(step: PromptStep, view: View, setting: StepSetting, { ask }: Ports): Promise<StepRun> {
  const { id, prompt } = step
  const messages = messagesOfStep(step, view)
  if (!messages.ok) return withoutCalls(answerFailure('unparsable', messages.why, ''))
  const { toolResults, trial } = setting
  const model = setting.model ?? prompt.model
  const rounds = Math.min(prompt.stepLimit ?? 1, setting.rounds)
  return converse({ id, prompt, model, messages: messages.value, turns: [], toolResults, trial, rounds }, ask)
}

/** The messages of a prompt in a Chain, its inputs filled by templates over what stands before it. */
export function messagesOfStep({ prompt, inputs }: PromptStep, view: View): ReturnType<typeof renderMessages> {
  const filled = Object.entries(inputs).map(([name, template]) => [name, renderTemplate(template, view)] as const)
  const failed = filled.find(([, value]) => !value.ok)
  if (failed !== undefined && !failed[1].ok) return { ok: false, why: `the input ${failed[0]} ${failed[1].why}` }
  const input = Object.fromEntries(filled.flatMap(([name, value]) => (value.ok ? [[name, value.value]] : [])))
  return renderMessages(prompt, input)
}

async function runRetrieval(
  step: RetrieveStep,
  view: View,
  { trial }: StepSetting,
  { library }: Ports,
): Promise<StepRun> {
  const { id, from, top } = step
  const query = renderText(step.query, view)
  if (!query.ok) return withoutCalls(answerFailure('unparsable', `the query ${query.why}`, ''))
  const search = await library.search(from, { text: query.value, top, trial })
  const steps = search.asked.map((one): TraceStep => ({ id, ...one }))
  return { steps, end: endOfSearch(search.found, query.value, steps) }
}

function endOfSearch(found: Search['found'], query: string, steps: readonly TraceStep[]): End {
  if ('kind' in found) return found
  return produced(found.map(jsonOf), query, steps)
}

function jsonOf({ id, file, text, score }: Passage): Json {
  return { id, file, text, score }
}

function textEnd(text: Rendered<string>): End {
  return text.ok ? produced(text.value) : answerFailure('unparsable', `the text ${text.why}`, '')
}

function jsonEnd(source: Rendered<Json>, at: string): End {
  if (!source.ok) return answerFailure('unparsable', `the text ${source.why}`, '')
  const { value: written } = source
  const read = typeof written === 'string' ? readJson(written) : ({ ok: true, value: written } as const)
  if (!read.ok) return answerFailure('unparsable', read.reason.replace('answer', 'text'), textOf(written))
  const value = valueAtPointer(read.value, at)
  return value === undefined ? answerFailure('unparsable', `there is no ${at}`, textOf(written)) : produced(value)
}

/** A template that is exactly one tag keeps the type of what it names. */
function renderTemplate({ text }: TemplateText, view: View): Rendered<Json> {
  const rendering = renderValue(text, view)
  if (rendering.ok) return { ok: true, value: rendering.value }
  return { ok: false, why: rendering.tooLong ? 'is too long' : `uses ${namesIn(rendering.unknown)}` }
}

function withoutCalls(end: End): StepRun {
  return { steps: [], end }
}

function produced(value: Json, prompt = '', steps: readonly TraceStep[] = []): End {
  return { kind: 'produced', value, produced: { prompt, text: textOf(value), finish: 'stop', ...factsOf(steps) } }
}

/** A model's answer may hold half a surrogate pair, for which no canonical form exists. */
function textOf(value: Json): string {
  if (typeof value === 'string') return value
  try {
    return canonicalJson(value)
  } catch {
    return JSON.stringify(value)
  }
}
