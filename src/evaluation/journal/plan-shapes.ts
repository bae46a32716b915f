import type { WhyAgain } from '../asked-again.ts'
import type { Expected } from '../forecast.ts'
import type {
  Assumption,
  Between,
  CallPlan,
  PlannedCalls,
  PlannedMoney,
  PlannedPart,
  PlannedTotal,
} from '../plan-calls.ts'
import * as is from './shape.ts'

const money: is.FieldShapes<PlannedMoney> = {
  usd: is.optional(is.amount),
  usdBetween: is.optional(is.fields<Between>({ lower: is.amount, upper: is.amount })),
}

const side = is.oneOf('base', 'head')

const plannedCalls = is.fields<PlannedCalls>({
  ...money,
  suite: is.text,
  subject: is.text,
  side,
  measure: side,
  calls: is.count,
  fromStore: is.count,
  recorded: is.count,
  shared: is.count,
  newCalls: is.count,
  inputTokens: is.amount,
  outputTokens: is.amount,
  estimated: is.optional(is.count),
  fallbacks: is.optional(is.oneOf(true)),
  askedAgain: is.optional(
    is.fields<{ readonly [why in WhyAgain]?: number }>({
      old: is.optional(is.count),
      replaced: is.optional(is.count),
      origin: is.optional(is.count),
      fresh: is.optional(is.count),
      judged: is.optional(is.count),
    }),
  ),
})

const expected = is.fields<Expected>({ expected: is.amount, lower: is.amount, upper: is.amount })

const total = is.fields<PlannedTotal>({
  ...money,
  calls: is.count,
  newCalls: is.count,
  inputTokens: is.amount,
  outputTokens: is.amount,
  minutes: is.optional(expected),
})

const part: is.FieldShapes<PlannedPart> = { ...money, newCalls: is.count }

const assumption = is.fields<Assumption>({ model: is.text, about: is.listOf(is.oneOf('length', 'latency')) })

/** Of a `CallPlan`. */
export const callPlan = is.fields<CallPlan>({
  calls: is.listOf(plannedCalls),
  total,
  purposes: is.listOf(
    is.fields<CallPlan['purposes'][number]>({
      ...part,
      purpose: is.oneOf('base', 'head', 'judges', 'measure'),
    }),
  ),
  merge: is.optional(is.fields<PlannedPart>(part)),
  assumptions: is.listOf(assumption),
})
