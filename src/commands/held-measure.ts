import { CommitSnapshot } from '../adapters/git/commit-snapshot.ts'
import { resolveCommit } from '../adapters/git/commits.ts'
import { IncompleteFault, UsageFault } from '../diagnostic/fault.ts'
import type { TargetState } from '../promotion/ledger.ts'
import type { DeploymentTarget, EvalSuite, Project } from '../resources/project.ts'
import { loadEarlier } from './projects.ts'
import type { ReleaseSpace } from './release-space.ts'

/** The measure by which a target was promoted, or why it cannot be read. */
export type HeldMeasure = KnownMeasure | { readonly commit: string; readonly project: undefined; readonly why: string }

export interface KnownMeasure {
  readonly commit: string
  readonly project: Project
  /** As it stood there; undefined: it did not. */
  readonly target: DeploymentTarget | undefined
  /** Those that judged what the target holds. */
  readonly suites: readonly EvalSuite[]
}

/**
 * The project of the newest commit that is known to build what a target holds: what a merge changed in the measure alone
 * holds from then on. Undefined where it holds nothing.
 */
export async function measureOfHeld(
  { repository, folder, source, extensions }: ReleaseSpace,
  state: TargetState | undefined,
): Promise<HeldMeasure | undefined> {
  const commit = state?.confirmed?.source ?? state?.held?.release.source
  if (commit === undefined) return undefined
  const unread = (why: string): HeldMeasure => ({ commit, project: undefined, why })
  try {
    await using snapshot = new CommitSnapshot(repository, await resolveCommit(repository, commit))
    const { found, project } = (await loadEarlier(snapshot, folder, source, extensions)).loaded
    if (project !== undefined) return { commit, project, ...judgedThen(state, project) }
    return unread(found ? 'its project is invalid' : 'it has no project')
  } catch (error) {
    if (error instanceof UsageFault || error instanceof IncompleteFault) return unread(error.message)
    throw error
  }
}

/** The target with its suites, by the last of its names that the project knows. */
function judgedThen(state: TargetState | undefined, project: Project): Pick<KnownMeasure, 'target' | 'suites'> {
  const names = (state?.history ?? []).map(({ release }) => release.target)
  const name = names.findLast((one) => project.targets.has(one)) ?? ''
  const target = project.targets.get(name)
  return { target, suites: (target?.suites ?? []).flatMap((suite) => project.suites.get(suite) ?? []) }
}
