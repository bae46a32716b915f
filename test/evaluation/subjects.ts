import type { Ask } from '../../src/evaluation/ask-model.ts'
import { evaluateWhole, type WholeResult, type WholeTrial } from './evaluate-whole.ts'
import type { Evaluation, Trial } from '../../src/evaluation/trial.ts'
import type { HttpBinding } from '../../src/resources/policy.ts'
import type {
  Application,
  Chain,
  Chunking,
  KnowledgeBase,
  Measure,
  Model,
  Subject,
} from '../../src/resources/project.ts'
import { type LooseStep, withDependencies } from '../../src/resources/step-dependencies.ts'
import type { TemplateText } from '../../src/resources/template.ts'
import { noEngine, opened, place, promptWith } from './fixtures.ts'

/** A template. */
export function text(written: string): TemplateText {
  return { text: written, place }
}

/** A prompt that says `{{…}}` of what it is given, by the names of its inputs. */
export function saying(
  name: string,
  template: string,
  inputs: readonly string[],
  more: Parameters<typeof promptWith>[0] = {},
) {
  return promptWith({ name, messages: [{ role: 'user', content: text(template) }], inputs, ...more })
}

/** The step of a Chain that asks a prompt, each input filled by what has its name. */
export function asking(id: string, prompt: ReturnType<typeof promptWith>): LooseStep {
  const inputs = Object.fromEntries(prompt.inputs.map((input) => [input, text(`{{${input}}}`)]))
  return { id, does: 'prompt', prompt, inputs }
}

export function chainWith(steps: readonly LooseStep[], more: Partial<Chain> = {}): Chain {
  const named = { name: 'support', formerly: undefined, place }
  return { kind: 'Chain', ...named, inputs: ['question'], steps: withDependencies(steps), stepLimit: 20, ...more }
}

export function applicationWith(url: string, more: Partial<Application> = {}): Application {
  const request = { question: '{{question}}' }
  const named = { name: 'app', formerly: undefined, place }
  return { kind: 'Application', ...named, url, headers: {}, request, at: '/answer', inputs: ['question'], ...more }
}

export function knowledgeOf(
  texts: Readonly<Record<string, string>>,
  more: { readonly embed?: Model; readonly chunk?: Partial<Chunking> } = {},
): KnowledgeBase & { readonly from: 'files' } {
  return {
    name: 'help',
    formerly: undefined,
    place,
    from: 'files',
    texts: Object.entries(texts).map(([id, written]) => ({ id, text: written, file: id })),
    chunk: { size: 1_200, overlap: 0, by: 'paragraph', ...more.chunk },
    embed: more.embed,
  }
}

export function retrieverAt(
  url: string,
  more: Partial<(KnowledgeBase & { from: 'retriever' })['retriever']> = {},
): KnowledgeBase {
  const request = { query: '{{query}}', top: '{{top}}' }
  const retriever = { url, headers: {}, request, at: '', id: '/id', text: '/text', ...more }
  return { name: 'search', formerly: undefined, place, from: 'retriever', retriever }
}

export function httpAddress(url: string, more: Partial<HttpBinding> = {}): HttpBinding {
  return { type: 'http', name: 'own', url, key: undefined, concurrency: 8, timeoutMs: 250_000, ...more }
}

export function evaluationOf(subject: Subject, measure: Measure, more: Partial<Evaluation> = {}): Evaluation {
  const model = subject.kind === 'Prompt' ? subject.model : undefined
  return { suite: 'quality', label: subject.name, subject, model, measure, ...more }
}

/** The result of one evaluation, whose assertions are all ours. */
export async function evaluated(evaluation: Evaluation, ask: Ask): Promise<WholeResult> {
  const [result] = await evaluateWhole([evaluation], ask, { engine: noEngine, signal: new AbortController().signal })
  if (result === undefined) throw new Error('one evaluation has one result')
  return result
}

/** The first trial of a result. */
export function firstTrial({ trials }: WholeResult): WholeTrial {
  const [trial] = trials
  if (trial === undefined) throw new Error('there is a trial')
  return trial
}

/** How a trial ended: `scored: …`, or the kind, the reason and the detail. */
export function endOf({ outcome }: Trial): string {
  if (outcome.kind === 'scored') return `scored: ${opened(outcome.output)}`
  return `${outcome.kind}: ${outcome.reason}: ${opened(outcome.detail)}`
}
