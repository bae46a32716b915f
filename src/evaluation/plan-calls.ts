import type { Digest } from '../digest/digest.ts'
import { quantile } from '../statistics/quantile.ts'
import type { ModelCall } from './call.ts'
import { keyOf } from './call.ts'
import { costOf, higherPrice } from './price.ts'
import { recall, recallRecorded } from './recall.ts'
import type { CallSources, Recalled } from './recall.ts'
import { inputFor, requestFor } from './request-for.ts'
import type { Evaluation } from './trial.ts'

/** An evaluation with its place in a comparison. */
export interface PlannedEvaluation {
  readonly evaluation: Evaluation
  readonly side: 'base' | 'head'
  /** Whose measure. */
  readonly measure: 'head' | 'base'
}

/** What the calls of one suite and side are expected to be, before any is made. */
export interface PlannedCalls {
  readonly suite: string
  readonly subject: string
  readonly side: 'base' | 'head'
  readonly measure: 'head' | 'base'
  /** All calls that the evaluation consists of: `fromStore`, `recorded`, `shared` and `newCalls`. */
  readonly calls: number
  /** Of these, how many are answered already, and by what. */
  readonly fromStore: number
  readonly recorded: number
  /** Asked once, for an evaluation that stands before this one. */
  readonly shared: number
  /** Of the rest, expected tokens and USD; undefined where the model's price is unknown. */
  readonly newCalls: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly usd: number | undefined
}

/**
 * What evaluating would ask, in the order given. A call that two evaluations make is new for the first of them alone.
 * Tokens are estimates: input, a token for every four characters; output, the median of the answers to this model that are
 * remembered for these very evaluations, else 300 or `maxTokens` if that is less. Calls no model.
 * @throws UnrenderableCase as `requestFor`
 */
export function planCalls(planned: readonly PlannedEvaluation[], sources: CallSources): readonly PlannedCalls[] {
  const wanted = planned.map((one) => callsOf(one.evaluation))
  const known = new Map(wanted.flat().map(({ key, call }) => [key, remembered(call, key, sources)]))
  const lengths = medianLengths(wanted.flat(), known)
  const seen = new Set<Digest>()
  return planned.map((one, index) => {
    const calls = wanted[index] ?? []
    const unknown = calls.filter(({ key }) => known.get(key) === undefined)
    const fresh = unknown.filter(({ key }) => !seen.has(key))
    for (const { key } of fresh) seen.add(key)
    const from = (source: Recalled['from']): number => calls.filter(({ key }) => known.get(key)?.from === source).length
    return {
      suite: one.evaluation.suite,
      subject: one.evaluation.label,
      side: one.side,
      measure: one.measure,
      calls: calls.length,
      fromStore: from('store'),
      recorded: from('recorded'),
      shared: unknown.length - fresh.length,
      newCalls: fresh.length,
      ...expected(fresh, one.evaluation, lengths, sources),
    }
  })
}

interface WantedCall {
  readonly key: Digest
  readonly call: ModelCall
}

function callsOf(evaluation: Evaluation): readonly WantedCall[] {
  const { cases, trials } = evaluation.measure
  return cases
    .filter((row) => inputFor(evaluation, row) !== undefined)
    .flatMap((row) => Array.from({ length: trials }, (_, index) => requestFor(evaluation, row, index + 1)))
    .map((call) => ({ key: keyOf(call), call }))
}

/** As `createAsker` looks it up, asking excluded. */
function remembered(call: ModelCall, key: Digest, sources: CallSources): Recalled | undefined {
  const known = sources.fresh ? undefined : recall(sources, call.provider, key)
  if (known !== undefined) return known
  const cannotAsk = 'kind' in sources.openTransport(call.provider, sources.policy)
  return cannotAsk ? recallRecorded(sources, key) : undefined
}

/** Output tokens by provider and model: the median over the remembered answers that say. */
function medianLengths(
  calls: readonly WantedCall[],
  known: ReadonlyMap<Digest, Recalled | undefined>,
): ReadonlyMap<string, number> {
  const distinct = [...new Map(calls.map((wanted) => [wanted.key, wanted.call])).entries()]
  const lengths = distinct.flatMap(([key, call]) => {
    const usage = known.get(key)?.call.answer.usage
    return usage === undefined ? [] : [{ model: modelOf(call), tokens: usage.outputTokens }]
  })
  const byModel = Map.groupBy(lengths, ({ model }) => model)
  return new Map(
    [...byModel].map(([model, of]) => [
      model,
      quantile(
        of.map(({ tokens }) => tokens),
        0.5,
      ),
    ]),
  )
}

function modelOf({ provider, model }: Pick<ModelCall, 'provider' | 'model'>): string {
  return `${provider}/${model}`
}

function expected(
  calls: readonly WantedCall[],
  { model }: Evaluation,
  lengths: ReadonlyMap<string, number>,
  { basePrice }: CallSources,
): Pick<PlannedCalls, 'inputTokens' | 'outputTokens' | 'usd'> {
  const inputTokens = calls.reduce((sum, { call }) => sum + estimatedInput(call), 0)
  const outputTokens = Math.round(calls.reduce((sum, { call }) => sum + estimatedOutput(call, lengths), 0))
  const price = higherPrice(model.price, basePrice?.(model.provider, model.id))
  return { inputTokens, outputTokens, usd: calls.length === 0 ? 0 : costOf({ inputTokens, outputTokens }, price) }
}

const charactersPerToken = 4
const assumedOutputTokens = 300

function estimatedInput({ request }: ModelCall): number {
  const characters = request.messages.reduce((sum, { content }) => sum + content.length, 0)
  return Math.ceil(characters / charactersPerToken)
}

function estimatedOutput(call: ModelCall, lengths: ReadonlyMap<string, number>): number {
  const { maxTokens = Number.POSITIVE_INFINITY } = call.request.parameters
  return Math.min(lengths.get(modelOf(call)) ?? assumedOutputTokens, maxTokens)
}
