import { normalQuantile } from '../statistics/normal-quantile.ts'
import { sum } from '../statistics/sum.ts'
import { type AskedModel, type CallHistory, type Experience, nameOfAsked } from './call-history.ts'
import type { CallGroup } from './call-tally.ts'
import { assumedOutputTokens } from './estimated-tokens.ts'

/** A sum that is expected, and the limits between which it lies in eight of ten cases: its 10th and 90th percentile. */
export interface Expected {
  readonly expected: number
  readonly lower: number
  readonly upper: number
}

/** What calls are expected to take. */
export interface Forecast {
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Undefined where a price is unknown; 0 of no calls. */
  readonly usd: Expected | undefined
}

/** What is assumed of an answer's length where no answer of its model is remembered, in tokens. */
export const assumedLength: Expected = { expected: assumedOutputTokens, lower: 100, upper: 1_000 }

/**
 * Tokens and money of calls: prompts by their length, answers by those that are remembered of their model. The spread is that
 * of a sum of so many answers of such lengths, and that of their mean, which is known from so few. What is assumed is off to
 * the same side for all calls of its model.
 */
export function forecast(groups: readonly CallGroup[], history: CallHistory): Forecast {
  const parts = groups.map((group) => ({ group, length: lengthOf(group, history) }))
  const answers = sumOf(parts.map(({ group, length }) => ({ ...group, one: length, worth: 1 })))
  return {
    calls: sum(groups.map(({ calls }) => calls)),
    inputTokens: sum(groups.map(({ inputTokens }) => inputTokens)),
    outputTokens: Math.round(answers.expected),
    usd: moneyOf(parts),
  }
}

interface Part {
  readonly group: CallGroup
  readonly length: Experience | Expected
}

const million = 1_000_000

function moneyOf(parts: readonly Part[]): Expected | undefined {
  if (parts.some(({ group }) => group.price === undefined)) return undefined
  const input = sum(parts.map(({ group }) => (group.inputTokens * (group.price?.input ?? 0)) / million))
  const output = sumOf(
    parts.map(({ group, length }) => ({ ...group, one: length, worth: (group.price?.output ?? 0) / million })),
  )
  return { expected: input + output.expected, lower: input + output.lower, upper: input + output.upper }
}

/** Of an answer by a model; nothing where its length does not count. */
function lengthOf(group: CallGroup, history: CallHistory): Experience | Expected {
  const { kind, maxTokens } = group
  if (kind !== 'chat') return { expected: 0, lower: 0, upper: 0 }
  const known = history.lengthOf(group, maxTokens)
  if (known !== undefined) return known
  const most = maxTokens ?? Number.POSITIVE_INFINITY
  const { expected, lower, upper } = assumedLength
  return { expected: Math.min(expected, most), lower: Math.min(lower, most), upper: Math.min(upper, most) }
}

/** A sum over calls, each of which adds `one` times `worth`. */
export interface Addends extends AskedModel {
  readonly calls: number
  readonly one: Experience | Expected
  readonly worth: number
}

const z = normalQuantile(0.9)

export function sumOf(addends: readonly Addends[]): Expected {
  const expected = sum(addends.map(({ calls, one, worth }) => calls * worth * centreOf(one)))
  const byModel = [...Map.groupBy(addends, nameOfAsked).values()]
  const spread = z * Math.sqrt(sum(byModel.map(varianceOf)))
  const assumed = (side: 'lower' | 'upper'): number =>
    sum(addends.map(({ calls, one, worth }) => ('lower' in one ? calls * worth * (one[side] - one.expected) : 0)))
  return {
    expected,
    lower: Math.max(0, expected - spread + assumed('lower')),
    upper: expected + spread + assumed('upper'),
  }
}

function centreOf(one: Experience | Expected): number {
  return 'mean' in one ? one.mean : one.expected
}

/** Of the sum over one model's calls: each answer's own, and that of the mean, which they share. */
function varianceOf(addends: readonly Addends[]): number {
  const known = addends.flatMap(({ one, calls, worth }) => ('mean' in one ? [{ ...one, calls, worth }] : []))
  const own = sum(known.map(({ variance, calls, worth }) => calls * worth ** 2 * variance))
  const shared = sum(known.map(({ variance, calls, worth, answers }) => calls * worth * Math.sqrt(variance / answers)))
  return own + shared ** 2
}
