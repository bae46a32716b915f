import { excerpt } from '../evaluation/excerpt.ts'
import type { ExitCode } from '../verdict/reports.ts'
import type { CommitStatus } from './forge.ts'

/** UTF-16 units that GitHub takes of a description. */
const longest = 140

/** How a run ended, and its first line as plain text. */
export interface Ended {
  readonly exitCode: ExitCode
  readonly says: string
}

/** Where a status is told and what it leads to. */
export type StatusPlace = Pick<CommitStatus, 'context' | 'url'>

/** A gate that fails is a failure; what could not be found out is an error. A required status lets neither pass. */
const stateOfExit: Readonly<Record<ExitCode, CommitStatus['state']>> = {
  0: 'success',
  1: 'failure',
  2: 'failure',
  3: 'error',
  4: 'failure',
  64: 'error',
  70: 'error',
}

/** The status of a commit whose run ended. */
export function statusOf({ exitCode, says }: Ended, { context, url }: StatusPlace): CommitStatus {
  return { context, state: stateOfExit[exitCode], description: excerpt(says, longest), url }
}

/** The status of a commit while its run goes on, or waits for a second stage: `says` which. */
export function pendingStatus(says: string, { context, url }: StatusPlace): CommitStatus {
  return { context, state: 'pending', description: excerpt(says, longest), url }
}
