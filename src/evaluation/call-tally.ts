import type { Price } from '../resources/project.ts'
import { type Call, isChat, isPost } from './call.ts'
import { calledParty } from './called-party.ts'
import { estimatedInput } from './estimated-tokens.ts'
import { higherPrice } from './price.ts'
import type { CallSources } from './recall.ts'
import type { WantedCall } from './wanted-calls.ts'

/** Calls that cost alike: of one model at one price, with answers that may be equally long. */
export interface CallGroup {
  readonly provider: string
  /** The model's id; the address of what is posted. */
  readonly model: string
  /** What answers: a model with a text or with a vector, or an address. */
  readonly kind: 'chat' | 'embedding' | 'post'
  /** The higher of base's and the Model's; undefined: not known. */
  readonly price: Price | undefined
  /** The most tokens of an answer; undefined: as long as it likes. */
  readonly maxTokens: number | undefined
  readonly calls: number
  readonly inputTokens: number
}

/** Counts calls without keeping them: as much as what they cost depends on. */
export interface CallTally {
  add(wanted: WantedCall): void
  readonly groups: readonly CallGroup[]
}

export function createTally(sources: Pick<CallSources, 'basePrice' | 'policy'>): CallTally {
  const groups: { -readonly [field in keyof CallGroup]: CallGroup[field] }[] = []
  return {
    groups,
    add({ call, price }) {
      const kind = kindOf(call, price, sources)
      const known = groups.find((one) => isSame(one, kind))
      const group = known ?? { ...kind, calls: 0, inputTokens: 0 }
      if (known === undefined) groups.push(group)
      group.calls += 1
      group.inputTokens += estimatedInput(call)
    },
  }
}

type Kind = Omit<CallGroup, 'calls' | 'inputTokens'>

function isSame(a: Kind, b: Kind): boolean {
  return (
    a.model === b.model &&
    a.provider === b.provider &&
    a.kind === b.kind &&
    a.maxTokens === b.maxTokens &&
    a.price?.input === b.price?.input &&
    a.price?.output === b.price?.output
  )
}

function kindOf(
  call: Call,
  price: Price | undefined,
  { basePrice, policy }: Pick<CallSources, 'basePrice' | 'policy'>,
): Kind {
  const { provider, model } = askedBy(call, { policy })
  if (isPost(call)) return { provider, model, kind: 'post', price, maxTokens: undefined }
  const charged = higherPrice(price, basePrice?.(provider, model))
  if (!isChat(call)) return { provider, model, kind: 'embedding', price: charged, maxTokens: undefined }
  return { provider, model, kind: 'chat', price: charged, maxTokens: call.request.parameters.maxTokens }
}

/** Whom a call asks; of an address that policy does not bind, no provider. */
export function askedBy(call: Call, { policy }: Pick<CallSources, 'policy'>): Pick<CallGroup, 'provider' | 'model'> {
  if (!isPost(call)) return { provider: call.provider, model: call.model }
  return { provider: calledParty(call, policy)?.provider ?? '', model: call.url }
}
