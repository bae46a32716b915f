import { runPage } from '../commands/run-page.ts'
import type { ReleaseRequest } from '../commands/release-space.ts'
import { repositoryOptions } from './surroundings.ts'
import type { Run, World } from './world.ts'

/** A commit of the default branch, as commands want it. */
export function releaseRequest(
  { commit, branch }: { readonly commit: string; readonly branch: string },
  run: Run,
): ReleaseRequest {
  const { world, inputs } = run
  return { dir: world.dir, project: inputs.project, head: commit, repository: repositoryOptions(run, branch) }
}

/** Who acts, for the ledger: the page of the run says who started it. */
export function whoRuns(env: World['env']): string {
  return runPage(env) ?? 'GitHub Actions'
}
