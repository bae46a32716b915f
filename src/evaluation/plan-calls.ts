import type { Digest } from '../digest/digest.ts'
import { modelsOf } from '../resources/subjects.ts'
import { quantile } from '../statistics/quantile.ts'
import { sum } from '../statistics/sum.ts'
import type { Call, MissingReason, ModelCall, StoredCall } from './call.ts'
import { isChat, isEmbedding, isPost, keyOf } from './call.ts'
import { calledParty } from './called-party.ts'
import { mediaIn, textOfMessage } from './chat.ts'
import { memoized } from './memoized.ts'
import { costOf, higherPrice } from './price.ts'
import { asksAgain, recall, recallRecorded, sourcesOf } from './recall.ts'
import type { CallSources, Recalled } from './recall.ts'
import { keysOfReplaced } from './replaced-models.ts'
import { createLibrary } from './retrieval/library.ts'
import type { Evaluation, Side } from './trial.ts'
import { type Foresight, rehearse, type WantedCall, wantedCalls } from './wanted-calls.ts'

/** An evaluation with its place in a comparison. */
export interface PlannedEvaluation {
  readonly evaluation: Evaluation
  readonly side: Side
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
  /** Of the new ones, how many depend on answers that are not there yet; absent where none. */
  readonly estimated?: number
  /** Present where a fallback model may be asked beside those that are counted. */
  readonly fallbacks?: true
}

/**
 * What evaluating would ask, judges included, in the order given. A call that two evaluations make is new for the first of
 * them alone. A text to embed counts as a call, though a request carries many. What follows an answer that is not there yet is
 * estimated: what is judged, and what goes into a later step, is taken to be of usual length. Tokens are estimates: input,
 * a token for every four characters; output, the median of the answers to this model that are remembered for these very
 * evaluations, else 300 or `maxTokens` if that is less. Of a model with fallbacks the model alone is counted. Calls no model.
 * @throws UnrenderableCase as `execute`
 */
export async function planCalls(
  planned: readonly PlannedEvaluation[],
  sources: CallSources,
): Promise<readonly PlannedCalls[]> {
  const rehearsed = await rehearsePlanned(planned, sources)
  const outdated = keysOfReplaced(rehearsed.flat().flatMap(storedAnswer))
  const wanted = outdated.size === 0 ? rehearsed : await rehearsePlanned(planned, { ...sources, outdated })
  const lengths = medianLengths(wanted.flat())
  const seen = new Set<Digest>()
  return planned.map((one, index) => plannedCalls(one, wanted[index] ?? [], { lengths, seen, sources }))
}

/** What each evaluation asks. Base may remember less than head does. */
async function rehearsePlanned(
  planned: readonly PlannedEvaluation[],
  sources: CallSources,
): Promise<readonly (readonly WantedCall[])[]> {
  const sides = memoized((side: Side) => {
    const foresight = foresightOf(sourcesOf(side, sources))
    return { foresight, rehearsal: rehearse(foresight) }
  })
  const library = createLibrary(sides('head').rehearsal.ask)
  const wanted: (readonly WantedCall[])[] = []
  for (const { evaluation, side } of planned) {
    const { foresight, rehearsal } = sides(side)
    wanted.push(await wantedCalls(evaluation, rehearsal, library, foresight))
  }
  return wanted
}

function storedAnswer({ known }: WantedCall): readonly StoredCall[] {
  return known?.from === 'store' ? [known.call] : []
}

interface Counting {
  readonly lengths: ReadonlyMap<string, number>
  /** Ids of the new calls so far. */
  readonly seen: Set<Digest>
  readonly sources: CallSources
}

function plannedCalls(
  { evaluation, side, measure }: PlannedEvaluation,
  calls: readonly WantedCall[],
  { lengths, seen, sources }: Counting,
): PlannedCalls {
  const unknown = calls.filter((call) => call.known === undefined)
  const fresh = unknown.filter(({ id }) => !seen.has(id) && seen.add(id))
  const from = (source: Recalled['from']): number => calls.filter((call) => call.known?.from === source).length
  const estimated = fresh.filter((call) => call.estimated).length
  return {
    suite: evaluation.suite,
    subject: evaluation.label,
    side,
    measure,
    calls: calls.length,
    fromStore: from('store'),
    recorded: from('recorded'),
    shared: unknown.length - fresh.length,
    newCalls: fresh.length,
    ...(estimated > 0 && { estimated }),
    ...(fresh.length > 0 && hasFallbacks(evaluation) && { fallbacks: true }),
    ...expected(fresh, lengths, sources),
  }
}

function hasFallbacks({ subject, model }: Evaluation): boolean {
  const models = model === undefined ? modelsOf(subject) : [model]
  return models.some(({ fallbacks = [] }) => fallbacks.length > 0)
}

/** As `createAsker` looks it up, asking excluded. Many evaluations ask for the same. */
function foresightOf(sources: CallSources): Foresight {
  const known = new Map<Digest, Recalled | undefined>()
  const closed = memoized((provider: string) => {
    const transport = sources.openTransport(provider, sources.policy)
    return { reason: 'kind' in transport ? transport.reason : undefined }
  })
  const closedTo = (call: Call): MissingReason | undefined => {
    const party = calledParty(call, sources.policy)
    return party === undefined ? 'unknown-provider' : closed(party.provider).reason
  }
  const remembered = (call: Call, key: Digest): Recalled | undefined => {
    const found = asksAgain(sources, key) ? undefined : recall(sources, call, key)
    if (found !== undefined) return found
    return closedTo(call) === undefined ? undefined : recallRecorded(sources, key)
  }
  return {
    closed: closedTo,
    recall(call) {
      const key = keyOf(call)
      if (!known.has(key)) known.set(key, remembered(call, key))
      return known.get(key)
    },
  }
}

/** Output tokens by provider and model: the median over the remembered answers that say. */
function medianLengths(calls: readonly WantedCall[]): ReadonlyMap<string, number> {
  const lengths = [...new Map(calls.map((wanted) => [wanted.id, wanted])).values()].flatMap(({ call, known }) => {
    const usage = known?.call.answer.usage
    return usage === undefined || !isChat(call) ? [] : [{ model: modelOf(call), tokens: usage.outputTokens }]
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
    const base = isPost(call) ? undefined : basePrice?.(call.provider, call.model)
    return { ...usage, usd: costOf(usage, higherPrice(price, base)) }
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

/** A picture of usual size. */
const tokensOfMedium = 1_000

function estimatedInput(call: Call): number {
  if (isPost(call)) return 0
  if (isEmbedding(call)) return Math.ceil(call.request.embed.length / charactersPerToken)
  const { messages, tools } = call.request
  const texts = [...messages.map(textOfMessage), ...(tools === undefined ? [] : [JSON.stringify(tools)])]
  const characters = texts.reduce((sum, { length }) => sum + length, 0)
  return Math.ceil(characters / charactersPerToken) + mediaIn(messages).length * tokensOfMedium
}

function estimatedOutput(call: Call, lengths: ReadonlyMap<string, number>): number {
  if (!isChat(call)) return 0
  const { maxTokens = Number.POSITIVE_INFINITY } = call.request.parameters
  return Math.min(lengths.get(modelOf(call)) ?? assumedOutputTokens, maxTokens)
}
