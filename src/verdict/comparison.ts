import type { JudgeStanding } from '../calibration/remembered-standing.ts'
import type { Metric } from '../resources/project.ts'

/** A 95 % interval on the scale of what it bounds. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}

/** A score of one side: mean over its scored cases, with a 95 % interval. */
export interface Score {
  readonly mean: number
  readonly interval: Interval
  /** Cases scored (each the mean of its trials). */
  readonly cases: number
}

export type NotComparableReason =
  | 'new subject'
  | 'new suite'
  | 'new metric'
  | 'renamed input'
  | 'measure changed'
  | 'no pairs'

/** One per subject × suite × metric: the first that applies, in this order (design.md, section 1). */
export type Verdict =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'not-comparable'; readonly reason: NotComparableReason }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'regression' }
  | { readonly kind: 'improvement' }
  /** `detectable`: a significant change, inside the margin. */
  | { readonly kind: 'equivalent'; readonly detectable: boolean }
  | { readonly kind: 'not-worse' }
  | { readonly kind: 'inconclusive' }

export type Decision = 'holds' | 'fails' | 'cannot-tell' | 'does-not-count'

export interface GateDecision {
  readonly gating: boolean
  readonly maxDrop: { readonly limit: number; readonly decision: Decision }
  readonly min: FloorDecision | undefined
}

export interface FloorDecision {
  readonly limit: number
  readonly decision: Decision
  /** Where it cannot tell: cases that do with 80 % power if the score is the true one; absent where hardly any would. */
  readonly casesNeeded?: number
}

/** Base against head on the pairs. Differences are head - base, on the scale [0, 1]. */
export interface Change {
  readonly pairs: number
  /** How many clusters the pairs are in, where there are fewer of them: these are what was tested. */
  readonly clusters?: number
  /** Cases scored on that side alone, left out. */
  readonly dropped: { readonly base: number; readonly head: number }
  readonly delta: number
  /** 95 %: the score interval (binary), the t interval (graded, for display). */
  readonly shown: Interval
  /** The support-constrained score interval that certifies. */
  readonly certified: Interval
  /** One-sided mid-p of the sign-flip test, before Holm, whichever look it is. */
  readonly pWorse: number
  readonly pBetter: number
  /**
   * After Holm over the gating family; a comparison that does not gate: Benjamini-Hochberg over those. Where the look leaves
   * less to chance, it was multiplied before: significant is always what is at most 0.025.
   */
  readonly pWorseAdjusted: number
  readonly pBetterAdjusted: number
  /** Case ids whose mean score fell or rose. */
  readonly worse: readonly string[]
  readonly better: readonly string[]
  /** The drop that this many cases reveal with 80 % power. */
  readonly detectableDrop: number
  /** Cases that would certify the margin with 80 % power at this spread, were head as good as base. */
  readonly casesNeeded: number
  /** Only where the gate cannot tell. */
  readonly toDecide?: ToDecide
}

/** What else would decide a gate that cannot tell, with 80 % power. */
export interface ToDecide {
  /** Cases that decide if the change that was seen is the true one, and whether they show it within the margin or as a drop. */
  readonly asSeen: { readonly cases: number; readonly shows: 'within' | 'drop' }
  /**
   * Trials of each case that do what `casesNeeded` does, at the level of the look that they will be; absent where trials cannot
   * be told from cases, or do not help.
   */
  readonly trials?: number
}

export interface SliceChange {
  readonly column: string
  readonly value: string
  readonly pairs: number
  readonly base: number
  readonly head: number
  readonly delta: number
  /** The drop that this slice alone reveals with 80 % power; undefined under 20 cases or clusters. */
  readonly detectableDrop: number | undefined
  /** Benjamini-Hochberg over all slices of the check; undefined under 20 cases or clusters. */
  readonly pAdjusted: number | undefined
}

/** How often it was judged before, and what that leaves to chance. The limits that are shown are those of a single look, at 95 %. */
export interface Look {
  /** Which look it is at the same subjects by the same measure: from the second on, trials were added or drawn anew. */
  readonly number: number
  /** Which head it is of those that were judged against the same base by the same measure. */
  readonly attempt: number
  /** One-sided: the chance of a false claim that each of its tests may take. 0.025 at the first look. */
  readonly alpha: number
  /** Another look at the same showed that head is worse: that stands until one certifies the margin or shows a rise. */
  readonly shownBefore?: true
  /** Another look showed head below its floor: that stands until one reaches it. */
  readonly missedBefore?: true
  /** Where that is less than 0.025: the limits that decide, of the change and of head's score. */
  readonly certified?: Interval
  readonly head?: Interval
}

/** Of a suite whose run might end as soon as its gates are decided, and did. */
export interface StoppedEarly {
  /** Cases that were run, of those that there are. */
  readonly cases: number
  readonly of: number
}

export interface MetricComparison {
  readonly metric: Metric
  readonly verdict: Verdict
  readonly base: Score | undefined
  readonly head: Score | undefined
  readonly change: Change | undefined
  /**
   * Without a base: the smallest drop that as many cases as head's can reveal with 80 % power, at best. Absent where a
   * case may score between 0 and 1.
   */
  readonly detectableDrop?: number
  readonly gate: GateDecision
  readonly slices: readonly SliceChange[]
  /** Of a judged metric that gates: how far each judge is known to agree with humans. */
  readonly judges?: readonly JudgeStanding[]
  /** Absent where nobody counts: files of scores, and metrics that nothing was decided on. */
  readonly look?: Look
  /** Both pass rates where the cases do not pair: never decides anything. Only of single trials that pass or fail. */
  readonly unpaired?: Unpaired
}

/** Head - base of cases that are not the same, with its 95 % interval. */
export interface Unpaired {
  readonly delta: number
  readonly interval: Interval
}

export interface Coverage {
  readonly cases: number
  readonly scored: number
  /** Whether the suite's coverage floor is reached. */
  readonly enough: boolean
  /** Reasons of the missing ones, with how many cases, most first. */
  readonly missing: readonly { readonly reason: string; readonly cases: number }[]
}

/** The models that said they answered, in order. Providers serve dated versions under a short name. Text from outside. */
export interface ServedModels {
  readonly subject: readonly string[]
  readonly judges: readonly string[]
}

/** Tokens, money and time of one side, over its answered calls. */
export interface Expense {
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Mean USD a case; undefined where a price or usage is unknown. */
  readonly usdPerCase: number | undefined
  /** Latencies in ms; undefined where none was measured. */
  readonly p50Ms: number | undefined
  readonly p95Ms: number | undefined
  /** 95 % limits of p95, in ms; a limit that so few trials do not have is undefined (the upper one below 72). */
  readonly p95Between: { readonly lower: number | undefined; readonly upper: number | undefined } | undefined
  /** Until an answer began to appear, in ms, over the trials where that was measured; absent where it was in none. */
  readonly firstToken?: { readonly p50Ms: number; readonly p95Ms: number }
}

/** Head over base with its 95 % interval; 1 is no change. */
export interface Ratio {
  readonly ratio: number
  readonly interval: Interval
}

/** Base against head of one subject by one measure. */
export interface SuiteComparison {
  readonly suite: string
  /** `answer` or `answer@model`. */
  readonly subject: string
  /** Whose measure both were judged by. `base` appears only where head loosens or edits it. */
  readonly measure: 'head' | 'base'
  /** Only the subject's own binding gates. */
  readonly gating: boolean
  readonly metrics: readonly MetricComparison[]
  readonly coverage: { readonly base: Coverage | undefined; readonly head: Coverage }
  readonly expense: { readonly base: Expense | undefined; readonly head: Expense }
  /** Of the mean cost; undefined where not both are known. */
  readonly costRatio: Ratio | undefined
  /** Of a case's latency, the centre of the ratios; undefined where too few are known on both sides. */
  readonly latencyRatio: Ratio | undefined
  /** The same of the time to the first token; absent where too few are known on both sides. */
  readonly firstTokenRatio?: Ratio
  /** Absent where nobody says, as for files of scores. */
  readonly served?: { readonly base: ServedModels | undefined; readonly head: ServedModels }
  /** Whether any answer was a recorded one. */
  readonly recorded: boolean
  /** Absent where every case was run. */
  readonly stopped?: StoppedEarly
  /** What evaluating one more case would take on the sides that there are; undefined where no case was evaluated. */
  readonly perCase: Effort | undefined
}

/** What one case takes, judges included. */
export interface Effort {
  readonly trials: number
  /** Model calls of all its trials, mean over the scored cases. */
  readonly calls: number
  /** USD at the models' prices; undefined where one is not known. */
  readonly usd: number | undefined
}
