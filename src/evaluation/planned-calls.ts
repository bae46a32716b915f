import type { WhyAgain } from './asked-again.ts'
import type { Expected, Forecast } from './forecast.ts'
import type { Evaluation, Side } from './trial.ts'

/** An evaluation with its place in a comparison. */
export interface PlannedEvaluation {
  readonly evaluation: Evaluation
  readonly side: Side
  /** Whose measure. */
  readonly measure: 'head' | 'base'
  /** Whether a merge evaluates it again: there, nothing is remembered of what a pull request asked. Default: no. */
  readonly again?: boolean
}

/** What is between the 10th and the 90th percentile. */
export type Between = Pick<Expected, 'lower' | 'upper'>

/** What calls are expected to cost, in USD. */
export interface PlannedMoney {
  /** Undefined where a model's price is unknown. */
  readonly usd: number | undefined
  /** Absent where `usd` is undefined, or nothing is asked. */
  readonly usdBetween?: Between
}

/** What the calls of one suite and side are expected to be, before any is made. */
export interface PlannedCalls extends PlannedMoney {
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
  /** Of the rest, expected tokens and USD. */
  readonly newCalls: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Of the new ones, how many depend on answers that are not there yet; absent where none. */
  readonly estimated?: number
  /** Present where a fallback model may be asked beside those that are counted. */
  readonly fallbacks?: true
  /** Of base's new ones, how many are asked though it was asked before, by why; absent where none. */
  readonly askedAgain?: { readonly [why in WhyAgain]?: number }
}

/** What a new call is for; `measure`: for base's measure, which holds beside head's. */
export type Purpose = 'base' | 'head' | 'judges' | 'measure'

/** The part of the new calls that one purpose takes. */
export interface PlannedPart extends PlannedMoney {
  readonly newCalls: number
}

/** What all calls of a plan come to. */
export interface PlannedTotal extends PlannedMoney {
  readonly calls: number
  readonly newCalls: number
  /** Of the new ones. */
  readonly inputTokens: number
  readonly outputTokens: number
  /** Until all are answered; absent where nothing is asked. */
  readonly minutes?: Expected
}

/** A model of whose answers none is remembered: how long they are or take is assumed. */
export interface Assumption {
  /** `provider/id`, or an address. */
  readonly model: string
  readonly about: readonly ('length' | 'latency')[]
}

export interface CallPlan {
  /** In the order of the evaluations. */
  readonly calls: readonly PlannedCalls[]
  readonly total: PlannedTotal
  /** Of the new calls; without what nothing is asked for. */
  readonly purposes: readonly (PlannedPart & { readonly purpose: Purpose })[]
  /** What a merge asks again, at most; absent where it evaluates nothing. */
  readonly merge?: PlannedPart
  /** By model. Empty where all is known. */
  readonly assumptions: readonly Assumption[]
}

export function moneyOf({ calls, usd }: Forecast): PlannedMoney {
  if (usd === undefined) return { usd }
  const { expected, lower, upper } = usd
  return { usd: expected, ...(calls > 0 && { usdBetween: { lower, upper } }) }
}
