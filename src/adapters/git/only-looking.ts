import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gitOutput } from './objects.ts'
import type { Repository } from './repository.ts'

/**
 * The repository for a command that only looks: what it fetches of a ledger or a target goes to a folder that is gone with
 * the scope, and no ref is kept. Not for deepening a shallow clone, which is written down in the clone itself.
 */
export async function onlyLooking(repository: Repository, scope: AsyncDisposableStack): Promise<Repository> {
  const existing = resolve(repository.root, await gitOutput(repository, ['rev-parse', '--git-path', 'objects']))
  const added = await realpath(await mkdtemp(join(tmpdir(), 'llmops-objects-')))
  scope.defer(() => rm(added, { recursive: true, force: true }))
  return { ...repository, objects: { added, existing } }
}
