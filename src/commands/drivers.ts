import { branchDriver } from '../adapters/git/branch-driver.ts'
import { currentBranch, defaultBranch } from '../adapters/git/commits.ts'
import { remoteOf } from '../adapters/git/remote.ts'
import type { Repository } from '../adapters/git/repository.ts'
import { directoryDriver } from '../adapters/targets/directory/driver.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { Driver } from '../promotion/driver.ts'
import type { DeploymentTarget } from '../resources/project.ts'
import { isAbsolute, resolve } from 'node:path'

/** The driver that a target's address asks for. */
export async function driverOf({ name, to }: DeploymentTarget, repository: Repository): Promise<Driver> {
  switch (to.type) {
    case 'directory':
      return directoryDriver({
        target: name,
        path: resolve(repository.root, to.path),
        ...(!isAbsolute(to.path) && { root: repository.root }),
      })
    case 'git':
      if (to.repository === undefined) await requireFreeBranch(name, to.branch, repository)
      return branchDriver({
        target: name,
        repository,
        remote: to.repository ?? (await remoteOf(repository)),
        branch: to.branch,
        folder: to.folder,
      })
  }
}

/** A delivery replaces what is on its branch: never the one that people work on. Throws UsageFault. */
async function requireFreeBranch(target: string, branch: string, repository: Repository): Promise<void> {
  const taken = [await currentBranch(repository), (await defaultBranch(repository))?.replace(/^origin\//, '')]
  if (!taken.includes(branch)) return
  throw new UsageFault(
    `the DeploymentTarget '${target}' delivers to '${branch}', a branch that people work on; give it one of its own`,
  )
}
