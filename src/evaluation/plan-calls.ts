import type { Digest } from '../digest/digest.ts'
import { quantile } from '../statistics/quantile.ts'
import { sum } from '../statistics/sum.ts'
import type { ModelCall } from './call.ts'
import { keyOf } from './call.ts'
import { costOf, higherPrice } from './price.ts'
import { recall, recallRecorded } from './recall.ts'
import type { CallSources, Recalled } from './recall.ts'
import type { Evaluation } from './trial.ts'
import { type WantedCall, wantedCalls } from './wanted-calls.ts'

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
 * What evaluating would ask, judges included, in the order given. A call that two evaluations make is new for the first of
 * them alone. What is judged but not answered yet is taken to be of usual length.
 * Tokens are estimates: input, a token for every four characters; output, the median of the answers to this model that are
 * remembered for these very evaluations, else 300 or `maxTokens` if that is less. Calls no model.
 * @throws UnrenderableCase as `requestFor`
 */
export function planCalls(planned: readonly PlannedEvaluation[], sources: CallSources): readonly PlannedCalls[] {
  const known = new Map<Digest, Recalled | undefined>()
  const remember = (call: ModelCall): Recalled | undefined => {
    const key = keyOf(call)
    if (!known.has(key)) known.set(key, remembered(call, key, sources))
    return known.get(key)
  }
  const wanted = planned.map((one) => wantedCalls(one.evaluation, remember))
  const lengths = medianLengths(wanted.flat())
  const seen = new Set<Digest>()
  return planned.map((one, index) => {
    const calls = wanted[index] ?? []
    const unknown = calls.filter((call) => call.known === undefined)
    const fresh = unknown.filter(({ id }) => !seen.has(id) && seen.add(id))
    const from = (source: Recalled['from']): number => calls.filter((call) => call.known?.from === source).length
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
      ...expected(fresh, lengths, sources),
    }
  })
}

/** As `createAsker` looks it up, asking excluded. */
function remembered(call: ModelCall, key: Digest, sources: CallSources): Recalled | undefined {
  const known = sources.fresh ? undefined : recall(sources, call.provider, key)
  if (known !== undefined) return known
  const cannotAsk = 'kind' in sources.openTransport(call.provider, sources.policy)
  return cannotAsk ? recallRecorded(sources, key) : undefined
}

/** Output tokens by provider and model: the median over the remembered answers that say. */
function medianLengths(calls: readonly WantedCall[]): ReadonlyMap<string, number> {
  const lengths = [...new Map(calls.map((wanted) => [wanted.id, wanted])).values()].flatMap(({ call, known }) => {
    const usage = known?.call.answer.usage
    return usage === undefined ? [] : [{ model: modelOf(call), tokens: usage.outputTokens }]
  })
  const byModel = Map.groupBy(lengths, ({ model }) => model)
  return new Map([...byModel].map(([model, of]) => [model, medianOf(of)]))
}

function medianOf(lengths: readonly { readonly tokens: number }[]): number {
  return quantile(
    lengths.map(({ tokens }) => tokens),
    0.5,
  )
}

function modelOf({ provider, model }: Pick<ModelCall, 'provider' | 'model'>): string {
  return `${provider}/${model}`
}

function expected(
  calls: readonly WantedCall[],
  lengths: ReadonlyMap<string, number>,
  { basePrice }: CallSources,
): Pick<PlannedCalls, 'inputTokens' | 'outputTokens' | 'usd'> {
  const estimates = calls.map(({ call, price }) => {
    const usage = { inputTokens: estimatedInput(call), outputTokens: estimatedOutput(call, lengths) }
    return { ...usage, usd: costOf(usage, higherPrice(price, basePrice?.(call.provider, call.model))) }
  })
  const unpriced = estimates.some(({ usd }) => usd === undefined)
  return {
    inputTokens: sum(estimates.map(({ inputTokens }) => inputTokens)),
    outputTokens: Math.round(sum(estimates.map(({ outputTokens }) => outputTokens))),
    usd: unpriced ? undefined : sum(estimates.map(({ usd }) => usd ?? 0)),
  }
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
