import type { EvaluationResult } from '../evaluation/trial.ts'
import type { Project } from '../resources/project.ts'
import type { LookRecord } from '../verdict/look-record.ts'
import type { Asking } from './asking.ts'
import type { Needs } from './needs.ts'
import type { ReleaseRequest, ReleaseSpace } from './release-space.ts'

export interface PromoteRequest extends ReleaseRequest {
  /** Only this target; default: all. */
  readonly target: string | undefined
  /** Says what would be done; evaluates, but delivers, records and remembers nothing. */
  readonly dryRun: boolean
  /** Who promotes, for the ledger. */
  readonly by: string
  /** Version of this program, for the evidence. */
  readonly version: string
}

/** One run of `promote` on a valid project. */
export interface Run {
  readonly request: PromoteRequest
  readonly needs: Needs
  readonly space: ReleaseSpace
  readonly project: Project
  readonly asking: Asking
  readonly looks: LookRecord
  /** Everything that was evaluated so far. */
  readonly evaluated: EvaluationResult[]
}
