import type { CallResult, MissingReason, ModelCall } from '../../src/evaluation/call.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import { summarizeTrial } from '../../src/evaluation/trial-summary.ts'
import type { AnswerFailureReason, Evaluation, EvaluationResult, Outcome, Trial } from '../../src/evaluation/trial.ts'
import type { Untrusted } from '../../src/evaluation/untrusted.ts'
import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { Case, CaseFields, Measure, Metric, Prompt } from '../../src/resources/project.ts'
import type { SuiteResults } from '../../src/verdict/compare.ts'

const place = { in: 'yaml', file: 'llmops.yaml', document: 0, path: [], part: 'value' } as const

/** A metric with the default gate, binary unless said otherwise. */
export function metric(name: string, { scale = 'binary', maxDrop = 0.05, min }: MetricOptions = {}): Metric {
  return { name, scale, assertions: [], gate: { maxDrop, min } }
}

interface MetricOptions {
  readonly scale?: Metric['scale']
  readonly maxDrop?: number
  readonly min?: number | undefined
}

export function caseOf(id: string, columns: CaseFields = {}): Case {
  return { id, ownId: true, input: { question: id }, expected: {}, columns, place }
}

/** `c000`, `c001`, …: as many cases as asked for. */
export function cases(count: number, columnsOf: (at: number) => CaseFields = () => ({})): readonly Case[] {
  return Array.from({ length: count }, (_, at) => caseOf(`c${String(at).padStart(3, '0')}`, columnsOf(at)))
}

export function measure(over: Partial<Measure> = {}): Measure {
  return { cases: cases(10), slices: [], metrics: [metric('grounded')], trials: 1, coverage: 0.95, ...over }
}

/** How one trial ended: a score for all metrics or for each, an answer failure, or missing. */
export type Ending =
  | number
  | Readonly<Record<string, number>>
  | { readonly failure: AnswerFailureReason }
  | { readonly missing: MissingReason }

export interface SideOptions {
  readonly measure?: Measure
  /** What the prompt says: the same text asks the same requests. */
  readonly prompt?: string
  /** Where answers come from, what they cost and take. */
  readonly from?: 'model' | 'store' | 'recorded'
  readonly usd?: (at: number) => number | undefined
  readonly latencyMs?: (at: number) => number | undefined
  /** Of an answer that was streamed. */
  readonly firstTokenMs?: (at: number) => number
  readonly inputOf?: (caseId: string) => CaseFields | undefined
  /** A judge is asked, too, and answers from there. */
  readonly judgedFrom?: 'model' | 'recorded'
}

/** One side's result: trial `trial` of case number `at` ended like `ending(at, trial)`; undefined: never run. */
export function side(
  ending: (at: number, trial: number) => Ending | undefined,
  options: SideOptions = {},
): EvaluationResult {
  const { measure: by = measure(), inputOf } = options
  const trials = by.cases.flatMap((row, at) =>
    Array.from({ length: by.trials }, (_, index) => index + 1).flatMap((trial) => {
      const ended = ending(at, trial)
      return ended === undefined ? [] : [trialOf(row.id, at, trial, ended, by, options)]
    }),
  )
  const evaluation = { suite: 'quality', label: 'support', subject, model: subject.model, measure: by }
  return resultOfTrials(inputOf ? { ...evaluation, inputOf } : evaluation, trials)
}

/** A result as the engine gives it, of trials that are kept in memory. */
export function resultOfTrials(evaluation: Evaluation, trials: readonly Trial[]): EvaluationResult {
  return { evaluation, trials: trials.map(summarizeTrial), whole: ({ kept }) => trials[kept] as Trial }
}

const subject: Prompt = {
  kind: 'Prompt',
  name: 'support',
  formerly: undefined,
  place,
  model: {
    name: 'mini',
    provider: 'openai',
    id: 'gpt-5-mini',
    parameters: {},
    price: undefined,
    contextWindow: undefined,
    retires: undefined,
  },
  parameters: {},
  messages: [],
  inputs: ['question'],
  output: undefined,
}

function trialOf(caseId: string, at: number, trial: number, ended: Ending, by: Measure, options: SideOptions): Trial {
  const outcome = outcomeOf(ended, `answer ${caseId}.${trial}`)
  const call = callOf(caseId, trial, options.prompt ?? 'Answer.')
  const steps = [{ id: 'support', asked: call, result: resultOf(call, at, outcome, options) }]
  const { judgedFrom: from } = options
  const asked = callOf(caseId, trial, 'Judge.')
  const judgeCalls = from ? [{ ...resultOf(asked, at, outcome, { ...options, from }), asked }] : []
  const scores = outcome.kind === 'missing' ? [] : by.metrics.map(({ name }) => scoreOf(ended, name))
  return { caseId, trial, trace: { steps, judgeCalls }, outcome, scores }
}

function callOf(caseId: string, trial: number, prompt: string): ModelCall {
  const messages = [{ role: 'user', content: `${prompt} ${caseId}` }] as const
  return { provider: 'openai', model: 'gpt-5-mini', request: { messages, parameters: {} }, trial }
}

function scoreOf(ended: Ending, name: string): Trial['scores'][number] {
  const score = typeof ended === 'number' ? ended : name in ended ? (ended as Record<string, number>)[name] : 0
  const reason = score === 1 ? undefined : asUntrusted(`${name} scored ${score}`)
  return { metric: name, score: score as number, assertions: [{ assertion: 0, score: score as number, reason }] }
}

function outcomeOf(ended: Ending, text: string): Outcome {
  const output = asUntrusted(text)
  if (typeof ended === 'number') return { kind: 'scored', output }
  if ('missing' in ended)
    return { kind: 'missing', reason: ended.missing as MissingReason, detail: detail(ended.missing) }
  if (!('failure' in ended)) return { kind: 'scored', output }
  return { kind: 'answer-failure', reason: ended.failure as AnswerFailureReason, output, detail: detail(ended.failure) }
}

function detail(what: string | number | boolean): Untrusted {
  return asUntrusted(`it was ${what}`)
}

function resultOf(call: ModelCall, at: number, outcome: Outcome, options: SideOptions): CallResult {
  const key = keyOf(call)
  if (outcome.kind === 'missing') return { ...outcome, key }
  const { from = 'model', usd = () => undefined, latencyMs = () => undefined } = options
  const answer = {
    text: 'yes',
    finish: 'stop',
    servedModel: call.model,
    usage: { inputTokens: 100, outputTokens: 10 },
    latencyMs: latencyMs(at),
    ...(options.firstTokenMs !== undefined && { firstTokenMs: options.firstTokenMs(at) }),
  } as const
  const { provider, model } = call
  const stored = { version: 1, key, provider, model, origin: 'https://api.openai.com', answer, at: 0 } as const
  return { kind: 'answered', key, call: stored, from, cost: usd(at) }
}

/** Both sides of a gating comparison by head's measure; the prompts differ. */
export function results(
  base: EvaluationResult | undefined,
  head: EvaluationResult,
  over: Partial<SuiteResults> = {},
): SuiteResults {
  return { suite: 'quality', subject: 'support', measure: 'head', gating: true, base, head, ...over }
}

/** Two sides scored as given, case by case, by the same measure with different prompts. */
export function compared(
  pairs: readonly (readonly [base: Ending, head: Ending])[],
  by: Partial<Measure> = {},
  over: Partial<SuiteResults> = {},
): SuiteResults {
  const own = measure({ cases: cases(pairs.length), ...by })
  return results(
    side((at) => pairs[at]?.[0], { measure: own }),
    side((at) => pairs[at]?.[1], { measure: own, prompt: 'Be brief.' }),
    over,
  )
}

/** `count` cases scored alike. */
export function repeat(count: number, [base, head]: readonly [number, number]): [number, number][] {
  return Array.from({ length: count }, () => [base, head])
}

/** Passes and failures: cases that broke, that were fixed, that passed and that failed on both sides. */
export function table(counts: { broken?: number; fixed?: number; pass?: number; fail?: number }): [number, number][] {
  const { broken = 0, fixed = 0, pass = 0, fail = 0 } = counts
  return [...repeat(broken, [1, 0]), ...repeat(fixed, [0, 1]), ...repeat(pass, [1, 1]), ...repeat(fail, [0, 0])]
}

/** The same items in an order that only the seed decides. */
export { shuffle } from '../../src/statistics/shuffle.ts'
