import { branchDriver } from '../adapters/git/branch-driver.ts'
import { remoteOf } from '../adapters/git/remote.ts'
import type { Repository } from '../adapters/git/repository.ts'
import { directoryDriver } from '../adapters/targets/directory/driver.ts'
import type { Driver } from '../promotion/driver.ts'
import type { DeploymentTarget } from '../resources/project.ts'
import { resolve } from 'node:path'

/** The driver that a target's address asks for. */
export async function driverOf({ name, to }: DeploymentTarget, repository: Repository): Promise<Driver> {
  switch (to.type) {
    case 'directory':
      return directoryDriver({ target: name, path: resolve(repository.root, to.path) })
    case 'git':
      return branchDriver({
        target: name,
        repository,
        remote: to.repository ?? (await remoteOf(repository)),
        branch: to.branch,
        folder: to.folder,
      })
  }
}
