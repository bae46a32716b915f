import { warn } from '../adapters/actions/annotate.ts'
import type { RepositoryOptions } from '../adapters/git/repository.ts'
import { gitCredentials } from './git-credentials.ts'
import type { Teller } from './publish.ts'
import type { Run, World } from './world.ts'

/** What our Git children are told of the repository beside what the checkout says. */
export function repositoryOptions({ world, inputs: { token } }: Run, defaultBranch?: string): RepositoryOptions {
  const server = world.env['GITHUB_SERVER_URL']
  const credentials = token === undefined || server === undefined ? [] : gitCredentials(token, server)
  // In a container the checkout may belong to another user than ours.
  const config = [['safe.directory', world.dir], ...credentials] as const
  return {
    config,
    ...(defaultBranch !== undefined && { defaultBranch }),
    ...(server !== undefined && { server }),
  }
}

/** The code host, and where it is said what it did not take. */
export async function tellerOf({ openForge }: World, token: string | undefined): Promise<Teller> {
  return { forge: await openForge(token ?? ''), warn }
}
