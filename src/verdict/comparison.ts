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
  readonly min: { readonly limit: number; readonly decision: Decision } | undefined
}

/** Base against head on the pairs. Differences are head - base, on the scale [0, 1]. */
export interface Change {
  readonly pairs: number
  /** Cases scored on that side alone, left out. */
  readonly dropped: { readonly base: number; readonly head: number }
  readonly delta: number
  /** 95 %: the score interval (binary), the t interval (graded, for display). */
  readonly shown: Interval
  /** The support-constrained score interval that certifies. */
  readonly certified: Interval
  /** One-sided mid-p of the sign-flip test, before Holm. */
  readonly pWorse: number
  readonly pBetter: number
  /** After Holm over the gating family; a comparison that does not gate: Benjamini-Hochberg over those. */
  readonly pWorseAdjusted: number
  readonly pBetterAdjusted: number
  /** Case ids whose mean score fell or rose. */
  readonly worse: readonly string[]
  readonly better: readonly string[]
  /** The drop that this many cases reveal with 80 % power. */
  readonly detectableDrop: number
  /** Cases that would certify the margin with 80 % power at this spread. */
  readonly casesNeeded: number
}

export interface SliceChange {
  readonly column: string
  readonly value: string
  readonly pairs: number
  readonly base: number
  readonly head: number
  readonly delta: number
  /** Benjamini-Hochberg over all slices of the check; undefined under 20 pairs. */
  readonly pAdjusted: number | undefined
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
}

export interface Coverage {
  readonly cases: number
  readonly scored: number
  /** Whether the suite's coverage floor is reached. */
  readonly enough: boolean
  /** Reasons of the missing ones, with how many cases, most first. */
  readonly missing: readonly { readonly reason: string; readonly cases: number }[]
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
  /** Ratio head/base of mean cost with its 95 % interval; undefined where not both are known. */
  readonly costRatio: { readonly ratio: number; readonly interval: Interval } | undefined
  /** Whether any answer was a recorded one. */
  readonly recorded: boolean
}
