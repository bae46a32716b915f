import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Case, Gate, Metric } from '../../resources/project.ts'
import type { Effort, Expense } from '../comparison.ts'
import type { CaseScores } from '../score-cases.ts'

/** Scores of one subject by one suite, as a file has them: who measured them, and how, is no matter. */
export interface ScoredSuite {
  readonly suite: string
  readonly subject: string
  readonly gating: boolean
  readonly recorded: boolean
  /** In the order of the file. */
  readonly metrics: readonly ScoredMetric[]
  /** Also those that have no score. */
  readonly cases: readonly Case[]
  /** Whether one that has no score should have one; else a metric may be about some of them only. */
  readonly complete: boolean
  readonly slices: readonly string[]
  readonly cluster: string | undefined
  /** Digest of what the cases were judged by; undefined where the file does not say. */
  readonly judgedBy: string | undefined
  readonly expense: Expense | undefined
  readonly perCase: Effort | undefined
}

export interface ScoredMetric {
  readonly name: string
  readonly scale: Metric['scale']
  /** Undefined where the file has none. */
  readonly gate: Gate | undefined
  readonly scores: CaseScores
}

/** What a file of scores holds. With an error among the diagnostics nothing of it counts. */
export interface ScoreFile {
  /** `result`: one of ours; `rows`: a row for each score, whatever tool wrote it; undefined: what is no text. */
  readonly holds: 'result' | 'rows' | undefined
  readonly suites: readonly ScoredSuite[]
  readonly diagnostics: readonly Diagnostic[]
}

/** More are no metrics but something else that has taken their place. */
export const mostMetrics = 100
