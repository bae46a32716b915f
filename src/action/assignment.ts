import type { Change } from '../commands/change-commits.ts'
import type { Head } from '../publishing/forge.ts'

/** What a run of the action has to do. */
export type Assignment =
  | CheckAssignment
  | SecondStage
  | PromoteAssignment
  | ReleaseAssignment
  | { readonly do: 'nothing'; readonly because: string }

export interface CheckAssignment extends Change {
  readonly do: 'check'
  readonly told: TellingPlace
  /** Whose pull request it is that brings no secrets and may write nothing; undefined for one of this repository. */
  readonly outsider: Outsider | undefined
  readonly isSecondStage: boolean
}

export type Outsider = 'a fork' | 'Dependabot'

/** Where a check is told. */
export interface TellingPlace {
  /** Statuses and check runs belong to it. */
  readonly commit: string
  readonly pullRequest: PullRequestPlace | undefined
  /** The branch that it is to change, where that is not the default branch. */
  readonly otherBranch: string | undefined
}

export interface PullRequestPlace {
  readonly number: number
  /** What it wanted to bring when the run began. */
  readonly head: Head
}

/** The trusted half of a check of what comes from outside: everything is found out anew, nothing is taken over. */
export interface SecondStage {
  readonly do: 'second stage'
  /** What the first stage ran on. */
  readonly head: Head
  readonly fromFork: boolean
  /** The default branch: the only one that everybody's keys are spent for. */
  readonly branch: string
}

/** A commit of the default branch, and the name of that. */
interface Merged {
  readonly commit: string
  readonly branch: string
}

export interface PromoteAssignment extends Merged {
  readonly do: 'promote'
}

export interface ReleaseAssignment extends Merged {
  readonly do: 'status' | 'rollback'
}
