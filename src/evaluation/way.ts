import type { ProviderBinding } from '../resources/policy.ts'
import type { Price } from '../resources/project.ts'
import { sum } from '../statistics/sum.ts'
import { askProvider } from './ask-provider.ts'
import type { Asked, Billed } from './ask-provider.ts'
import { createBreaker } from './breaker.ts'
import type { Breaker } from './breaker.ts'
import type { Budget } from './budget.ts'
import type {
  Attempt,
  Call,
  ChatRequest,
  Clock,
  EmbeddingCall,
  Missing,
  ModelCall,
  PostCall,
  Transport,
  Usage,
} from './call.ts'
import { isEmbedding, isPost } from './call.ts'
import { answersIn, createBatches } from './embedding-batches.ts'
import { assumedOutputTokens, estimatedInput } from './estimated-tokens.ts'
import { memoized } from './memoized.ts'
import { createLine, unlined } from './line.ts'
import type { Line } from './line.ts'
import { missing } from './missing.ts'
import { createPace } from './pace.ts'
import type { Pace } from './pace.ts'
import { createQuickest } from './quickest.ts'
import type { Quickest } from './quickest.ts'
import { costOf, higherPrice } from './price.ts'
import type { CallSources } from './recall.ts'
import { maxAttempts } from './retry.ts'
import { createSlots } from './slots.ts'
import type { Slots } from './slots.ts'
import { type Lengths, noLengths, upperCost, upperEmbeddingCost, withLength } from './upper-cost.ts'

export interface WayOptions extends CallSources {
  readonly budget: Budget
  readonly clock: Clock
  /** Interrupts the run: calls under way end, no further one is made. */
  readonly signal: AbortSignal
  /** Epoch ms at which the run must end. */
  readonly deadline?: number
}

/** An open way to a provider, within its limits, the budget and the time of the run. */
export interface Way {
  readonly origin: string
  /** @param price of the model, for the budget */
  ask(call: Call, price: Price | undefined): Promise<Asked>
}

/** What is known of a model of a provider, or of an address, in this run. */
interface Party {
  readonly breaker: Breaker
  /** Undefined where no limit is known. */
  readonly pace: Pace | undefined
  readonly line: Line
  lengths: Lengths
  readonly quickest: Quickest
}

type Endpoint = Exclude<ProviderBinding, { readonly type: 'replay' }>

export function openWay(options: WayOptions, provider: string): Way | Missing {
  const binding = options.policy.providers.get(provider)
  const transport = options.openTransport(provider, options.policy)
  if ('kind' in transport) return transport
  if (binding === undefined || binding.type === 'replay') return missing('unknown-provider', provider)
  return new OpenWay(transport, binding, options)
}

class OpenWay implements Way {
  readonly #transport: Transport
  readonly #binding: Endpoint
  readonly #options: WayOptions
  readonly #slots: Slots
  readonly #parties = memoized((name: string) => this.#meet(name))
  readonly #batches = memoized((model: string) => memoized((price: Price | undefined) => this.#batchesOf(model, price)))

  constructor(transport: Transport, binding: Endpoint, options: WayOptions) {
    this.#transport = transport
    this.#binding = binding
    this.#options = options
    this.#slots = createSlots(binding.concurrency)
  }

  #meet(name: string): Party {
    const slots = this.#slots
    const { clock, signal, deadline, rateLimit } = this.#options
    const limit = rateLimit?.(this.#binding.name, name)
    const pace = limit && createPace(limit, () => clock.now())
    const line = pace === undefined ? unlined(slots) : createLine(pace, { slots, clock, signal, deadline })
    return { breaker: createBreaker(maxAttempts, clock), pace, line, quickest: createQuickest(), lengths: noLengths }
  }

  get origin(): string {
    return this.#transport.origin
  }

  ask(call: Call, price: Price | undefined): Promise<Asked> {
    if (isPost(call)) return this.#slots(() => this.#post(call))
    return isEmbedding(call) ? this.#batches(call.model)(price)(call) : this.#chatInLine(call, price)
  }

  #chatInLine(call: ModelCall, price: Price | undefined): Promise<Asked> {
    const party = this.#parties(call.model)
    const tokens = estimatedInput(call) + foreseenOutput(call.request, party.lengths.longest)
    return party.line(tokens, (begun) => this.#chat(call, price, { party, tokens, begun }))
  }

  async #chat(call: ModelCall, price: Price | undefined, { party, tokens, begun }: Lined): Promise<Asked> {
    const charged = this.#charged(call.model, price)
    const request = {
      attempt: (signal: AbortSignal) => this.#transport.attempt(call, signal),
      upperUsd: upperCost(call.request, charged, party.lengths),
      charged,
      tokens,
      begun,
    }
    const asked = await this.#request(request, party)
    const { outputTokens } = (asked.kind === 'answer' ? asked.answer.usage : undefined) ?? { outputTokens: 0 }
    party.lengths = withLength(party.lengths, call.request, outputTokens)
    return asked
  }

  async #post(call: PostCall): Promise<Asked> {
    const { post } = this.#transport
    if (post === undefined) return missing('not-available', `${this.#binding.name} is no address of type http`)
    const attempt = (signal: AbortSignal) => post(call, signal)
    const request = { attempt, upperUsd: undefined, charged: undefined, tokens: 0 }
    return this.#request(request, this.#parties(call.url))
  }

  #batchesOf(model: string, price: Price | undefined): (call: EmbeddingCall) => Promise<Asked> {
    const atOnce = this.#transport.embedding?.atOnce ?? 1
    return createBatches(this.#slots, atOnce, (calls) => this.#embed(model, price, calls))
  }

  async #embed(model: string, price: Price | undefined, calls: readonly EmbeddingCall[]): Promise<readonly Asked[]> {
    const { embedding } = this.#transport
    if (embedding === undefined) {
      return calls.map(() => missing('not-available', `${this.#binding.name} cannot be asked for embeddings`))
    }
    const texts = calls.map(({ request }) => request.embed)
    const charged = this.#charged(model, price)
    const request = {
      attempt: (signal: AbortSignal) => embedding.attempt(model, texts, signal),
      upperUsd: upperEmbeddingCost(texts, charged),
      charged,
      tokens: sum(calls.map(estimatedInput)),
    }
    const asked = await this.#request(request, this.#parties(model))
    if (asked.kind !== 'answer') return calls.map(() => asked)
    return answersIn(asked.answer, texts).map((answer) => ({ kind: 'answer', answer }))
  }

  #charged(model: string, price: Price | undefined): Price | undefined {
    return higherPrice(price, this.#options.basePrice?.(this.#binding.name, model))
  }

  /** One request, unless its party was found to be down. */
  async #request<A extends Billed>(request: Request<A>, party: Party): Promise<Asked<A>> {
    const { attempt, upperUsd, charged, tokens, begun = () => {} } = request
    const { breaker, pace, quickest } = party
    const refusal = breaker.refusal()
    if (refusal !== undefined) return refusal
    const { budget, clock, signal, deadline } = this.#options
    const asked = await askProvider({
      attempt,
      timeoutMs: this.#binding.timeoutMs,
      budget,
      clock,
      signal,
      deadline,
      attempts: () => breaker.attempts,
      quickest,
      pace,
      begun,
      tokens,
      upperUsd,
      costOf: (usage: Usage | undefined) => costOf(usage, charged),
    })
    learn(breaker, asked)
    if (asked.kind === 'answer') keepPace(party, asked.answer, tokens)
    return asked
  }
}

interface Request<A extends Billed> {
  readonly attempt: (signal: AbortSignal) => Promise<Attempt<A>>
  /** The most that one attempt should cost, in USD; undefined: price unknown. */
  readonly upperUsd: number | undefined
  /** The price that counts against the budget. */
  readonly charged: Price | undefined
  /** Of prompt and answer together, as far as one can know. */
  readonly tokens: number
  /** Told when the request has its place in the pace of its model. */
  readonly begun?: () => void
}

/** A request whose turn has come. */
interface Lined extends Required<Pick<Request<never>, 'tokens' | 'begun'>> {
  readonly party: Party
}

/** Providers count what an answer may have at most where it says so, else what it has. */
function foreseenOutput({ parameters: { maxTokens } }: ChatRequest, longest: number): number {
  return maxTokens ?? Math.max(assumedOutputTokens, longest)
}

/** What an answer took beyond what was foreseen. */
function keepPace({ pace }: Party, { usage }: Billed, foreseen: number): void {
  if (usage !== undefined) pace?.took(Math.max(0, usage.inputTokens + usage.outputTokens - foreseen))
}

function learn(breaker: Breaker, asked: Asked<unknown>): void {
  if (asked.kind === 'answer') breaker.answered()
  else if (asked.kind === 'failure' && asked.reason !== 'interrupted' && !asked.ofRequest) breaker.failed(asked)
}
