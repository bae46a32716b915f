import type { Digest } from '../digest/digest.ts'
import { mean } from '../statistics/mean.ts'
import { sampleVariance } from '../statistics/sample-variance.ts'
import { type Call, isChat, type StoredCall } from './call.ts'
import { askedBy, type CallGroup } from './call-tally.ts'
import { DigestSet } from './digest-set.ts'
import type { CallSources } from './recall.ts'

/** What is known of a quantity of a model's answers; undefined where no answer tells. */
export interface Experience {
  readonly mean: number
  /** Of one answer. With one answer alone, as if its quantity were its standard deviation, too. */
  readonly variance: number
  /** How many answers tell. */
  readonly answers: number
}

/** What remembered answers tell of those to come. */
export interface CallHistory {
  /** Notes an answer, once for each key. */
  note(key: Digest, call: Call, stored: StoredCall): void
  /** Output tokens of a model's answers, none counted as longer than `most`. */
  lengthOf(asked: AskedModel, most: number | undefined): Experience | undefined
  /** Wall time of a model's answers, in ms. */
  latencyOf(asked: AskedModel): Experience | undefined
}

/** A model of a provider, or an address: whose answers are alike. */
export type AskedModel = Pick<CallGroup, 'provider' | 'model'>

/** `provider/id`, or the address. */
export function nameOfAsked({ provider, model }: AskedModel): string {
  return `${provider}/${model}`
}

export function createHistory(sources: Pick<CallSources, 'policy'>): CallHistory {
  const noted = new DigestSet()
  const lengths = new Map<string, number[]>()
  const latencies = new Map<string, number[]>()
  return {
    note(key, call, { answer: { usage, latencyMs } }) {
      if (!noted.add(key)) return
      const model = nameOfAsked(askedBy(call, sources))
      if (isChat(call) && usage !== undefined) append(lengths, model, usage.outputTokens)
      if (latencyMs !== undefined) append(latencies, model, latencyMs)
    },
    lengthOf(asked, most = Number.POSITIVE_INFINITY) {
      return experienceOf(lengths.get(nameOfAsked(asked))?.map((length) => Math.min(length, most)))
    },
    latencyOf: (asked) => experienceOf(latencies.get(nameOfAsked(asked))),
  }
}

function append(lists: Map<string, number[]>, model: string, value: number): void {
  const list = lists.get(model)
  if (list === undefined) lists.set(model, [value])
  else list.push(value)
}

function experienceOf(values: readonly number[] | undefined): Experience | undefined {
  if (values === undefined) return undefined
  const centre = mean(values)
  const variance = values.length > 1 ? sampleVariance(values) : centre ** 2
  return { mean: centre, variance, answers: values.length }
}
