import type { Mark } from '../mark.ts'
import type { SideNames } from '../words/score-tables.ts'
import type { Judgement } from '../words/verdict.ts'

/**
 * What the page shows: all that its script knows. Two values, so that the first screen need not wait for the second.
 * Every string may be text from outside; the script puts it into text nodes and nowhere else.
 */
export interface PageData {
  readonly title: string
  readonly mark: Mark
  readonly headline: PhraseView
  /** Whose result it is, such as `support` or `support in services/bot`. */
  readonly project: PhraseView
  /** What was looked at, such as `a1b2c3d against 9f8e7d6`. */
  readonly snapshots: PhraseView
  /** Whether there is a base to compare with. */
  readonly compared: boolean
  /** What the two sides are called. */
  readonly sides: SideNames
  /** Why cases show no more than they do; empty where they show all. */
  readonly casesNote: string
  readonly sentences: readonly PhraseView[]
  /** What a reader has to know before the numbers. */
  readonly first: readonly ListView[]
  readonly tables: readonly ScoreTableView[]
  readonly lists: readonly ListView[]
  readonly changes: readonly ChangeView[]
  readonly slices: readonly SliceTableView[]
  readonly slicesNote: PhraseView
  readonly errors: readonly FindingView[]
  readonly warnings: readonly FindingView[]
  readonly costs: readonly CostView[]
  /** Coverage, spending and what else is said last. */
  readonly facts: readonly PhraseView[]
}

/** A sentence in pieces: a string runs on; the others say how they are to be set. */
export type PhraseView = readonly PieceView[]
export type PieceView = string | { readonly strong: PhraseView } | { readonly code: string }

export interface ListView {
  readonly title: string
  readonly items: readonly PhraseView[]
}

export interface ScoreTableView {
  readonly title: PhraseView
  /** Why there is this table; empty where that is plain. */
  readonly note: string
  readonly compared: boolean
  readonly rows: readonly ScoreRowView[]
}

export interface ScoreRowView {
  readonly name: PhraseView
  /** Of a judged metric how far its judge agrees with humans, in short and at length; empty for others. */
  readonly aside: string
  readonly notes: readonly PhraseView[]
  readonly base: string
  readonly head: string
  readonly headBetween: string
  readonly delta: string
  readonly deltaBetween: string
  readonly verdict: readonly Judgement[]
  readonly floor: Judgement | undefined
  readonly failing: boolean
  /** Undefined for cost and latency. */
  readonly metric: MetricView | undefined
}

/** What is drawn of a metric, and where its cases are. Scores and their differences are shares of 1. */
export interface MetricView {
  /** Key of the group of cases. */
  readonly group: string
  readonly name: string
  readonly change: { readonly delta: number; readonly lower: number; readonly upper: number } | undefined
  readonly maxDrop: number
  readonly score: { readonly mean: number; readonly lower: number; readonly upper: number } | undefined
  readonly min: number | undefined
  /** Cases that fell and rose, of how many pairs. */
  readonly worse: number
  readonly better: number
  readonly pairs: number
}

/** A resource that changed in meaning. */
export interface ChangeView {
  readonly sign: '+' | '~' | '-'
  readonly title: PhraseView
  readonly facts: readonly PhraseView[]
  /** The suites and targets that it reaches, and how. */
  readonly reach: readonly PhraseView[]
  readonly texts: readonly { readonly field: string; readonly before: string; readonly after: string }[]
}

export interface SliceTableView {
  readonly group: string
  readonly metric: string
  readonly column: string
  readonly rows: readonly SliceRowView[]
}

export interface SliceRowView {
  readonly value: string
  readonly cases: string
  readonly scores: string
  readonly delta: string
  readonly p: string
  readonly sees: string
}

/** A finding about the files of the project, as a compiler prints it. */
export interface FindingView {
  readonly severity: string
  readonly text: string
}

/** What a subject costs and scores by each metric. */
export interface CostView {
  readonly suite: string
  readonly subject: string
  readonly sides: readonly {
    readonly side: 'base' | 'head'
    readonly usdPerCase: number
    readonly scores: readonly {
      readonly metric: string
      readonly mean: number
      readonly lower: number
      readonly upper: number
    }[]
  }[]
}

/** Every case. Texts and calls occur often, so they are named by their index in a list. */
export interface CasesData {
  readonly texts: readonly string[]
  /** Texts that are not among them, for length; instead of each there is a word that says so. */
  readonly leftOut: number
  readonly calls: readonly CallData[]
  readonly rows: readonly RowData[]
  readonly groups: readonly GroupData[]
}

/** A case of a dataset: `input` and `expected` by field, in the order written. */
export interface RowData {
  readonly id: string
  readonly input: readonly FieldData[]
  readonly expected: readonly FieldData[]
}

export interface FieldData {
  readonly name: string
  /** Index of a text: itself, or indented JSON of anything else. */
  readonly text: number
}

/** All cases of one subject by one measure. */
export interface GroupData {
  /** Names it in an address; unique. */
  readonly key: string
  readonly suite: string
  readonly subject: string
  /** By base's measure, which head loosens. */
  readonly byBase: boolean
  readonly gating: boolean
  readonly metrics: readonly MetricData[]
  readonly columns: readonly string[]
  readonly steps: readonly string[]
  readonly cases: readonly CaseData[]
}

export interface MetricData {
  readonly name: string
  readonly graded: boolean
  /** What each of its assertions is, such as `contains at /sources`. */
  readonly assertions: readonly string[]
}

export interface CaseData {
  /** Index of a row. */
  readonly row: number
  /** `[column, value]` of the group's columns. */
  readonly slices: readonly (readonly [column: string, value: string])[]
  readonly base?: SideData
  readonly head?: SideData
}

/** One side of a case; `scores` in the order of the metrics, absent where it has none, and null where one is missing. */
export interface SideData {
  readonly scores?: readonly (number | null)[]
  readonly ms?: number
  readonly usd?: number
  readonly trials: readonly TrialData[]
}

export interface TrialData {
  readonly end: 'scored' | 'answer-failure' | 'missing'
  /** Why there is no answer, or none that counts. */
  readonly reason?: string
  /** Index of a text. */
  readonly detail?: number
  /** Index of a text; absent where nothing was answered. */
  readonly output?: number
  /** By metric, then assertion. */
  readonly assertions: readonly (readonly AssertionData[])[]
  /** Indices of calls. */
  readonly steps: readonly number[]
  /** Of a Chain: what each step gave, with the index of the text. */
  readonly values?: readonly FieldData[]
  readonly judges: readonly number[]
}

/** A score in [0, 1] and the index of the text that says why it is not 1. */
export type AssertionData = readonly [score: number, reason?: number]

/** A call of a tool, and what the model was told, as indices of texts. */
export interface ToolCallData {
  readonly name: string
  readonly written: number
  readonly result: number
  readonly problem?: string
}

/** One call: of a step, or of a judge. */
export interface CallData {
  /** Of the step; for a judge, its model. */
  readonly name: string
  readonly messages: readonly { readonly role: string; readonly text: number }[]
  /** Index of a text. */
  readonly answer?: number
  readonly finish?: string
  /** Why there is no answer. */
  readonly missing?: string
  readonly detail?: number
  readonly model?: string
  readonly from?: 'model' | 'store' | 'recorded'
  readonly ms?: number
  /** Until the answer began, where it was streamed. */
  readonly firstTokenMs?: number
  readonly usd?: number
  readonly tokens?: { readonly input: number; readonly output: number }
  /** Of a conversation, from 1. */
  readonly turn?: number
  readonly tools?: readonly ToolCallData[]
  /** Why the models that were asked before gave no answer. */
  readonly instead?: readonly string[]
}
