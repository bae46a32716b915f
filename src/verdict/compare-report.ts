import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Metric } from '../resources/project.ts'
import type { SuiteComparison } from './comparison.ts'
import type { CaseChange, ExitCode, Headline } from './reports.ts'

/** The result of `compare`: two files of scores, of which the first is the base. */
export interface CompareReport {
  readonly version: 1
  readonly command: 'compare'
  /** As they were named. */
  readonly base: ComparedFile
  readonly head: ComparedFile
  readonly headline: Headline
  readonly diagnostics: readonly Diagnostic[]
  readonly comparisons: readonly SuiteComparison[]
  /** What gates first, fallen before risen, then in the order of the tables, the largest change first. */
  readonly changes: readonly CaseChange[]
  readonly caveats: readonly Caveat[]
  /** Every case, for the HTML form alone. */
  readonly scores: readonly SuiteScores[]
  readonly exitCode: ExitCode
}

/** The cases of one subject by one suite, as far as files tell of them. */
export interface SuiteScores {
  readonly suite: string
  readonly subject: string
  readonly gating: boolean
  readonly metrics: readonly Pick<Metric, 'name' | 'scale'>[]
  /** The columns that slice the cases. */
  readonly columns: readonly string[]
  readonly cases: readonly CaseScores[]
}

/** One case; by each metric its mean in [0, 1], undefined where it has none; a side without any is undefined. */
export interface CaseScores {
  readonly id: string
  readonly slices: CaseChange['slices']
  readonly base: readonly (number | undefined)[] | undefined
  readonly head: readonly (number | undefined)[] | undefined
}

export interface ComparedFile {
  readonly file: string
}

/** What stands between the files, so that a reader does not take a part for the whole. In order of suite and subject. */
export type Caveat =
  /** Only one file has it; it is compared with nothing. */
  | { readonly kind: 'suite'; readonly side: Side; readonly suite: string; readonly subject: string }
  | {
      readonly kind: 'metric'
      readonly side: Side
      readonly suite: string
      readonly subject: string
      readonly metric: string
    }
  /** Ids of cases that only one side has a score for, in order; `incomplete` where so many of base's are missing that nothing is said. */
  | {
      readonly kind: 'cases'
      readonly side: Side
      readonly suite: string
      readonly subject: string
      readonly ids: readonly string[]
      readonly incomplete: boolean
    }
  /** The files say that their cases or assertions are not the same. */
  | { readonly kind: 'measure'; readonly suite: string; readonly subject: string }

type Side = 'base' | 'head'
