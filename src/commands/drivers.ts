import { isAbsolute, resolve } from 'node:path'
import { branchDriver } from '../adapters/git/branch-driver.ts'
import { currentBranch, mainBranch } from '../adapters/git/commits.ts'
import { isSameRepository, remoteOf } from '../adapters/git/remote.ts'
import type { Repository } from '../adapters/git/repository.ts'
import { directoryDriver } from '../adapters/targets/directory/driver.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { Driver, Owner } from '../promotion/driver.ts'
import { targetName } from '../promotion/target-name.ts'
import type { DeploymentTarget, Project, TargetAddress } from '../resources/project.ts'

/** Where deliveries come from. */
export interface DeliverySite {
  readonly repository: Repository
  readonly project: Project
  readonly ledgerBranch: string
}

/** The driver that a target's address asks for. */
export async function driverOf({ name, to }: DeploymentTarget, site: DeliverySite): Promise<Driver> {
  const owner = ownerOf(name, site.project)
  const { repository } = site
  switch (to.type) {
    case 'directory':
      return directoryDriver({
        owner,
        path: resolve(repository.root, to.path),
        ...(!isAbsolute(to.path) && { root: repository.root }),
      })
    case 'git':
      await requireFreeBranch(name, to, site)
      return branchDriver({
        owner,
        repository,
        remote: to.repository ?? (await remoteOf(repository)),
        branch: to.branch,
        folder: to.folder,
        shared: to.shared,
      })
  }
}

function ownerOf(target: string, project: Project): Owner {
  return {
    target,
    formerTarget: targetName(target, project).formerly,
    project: { name: project.name, folder: project.folder },
    formerProject: project.resources.find(({ kind }) => kind === 'Project')?.formerly,
  }
}

/** A delivery is never pushed to a branch that people work on, nor to the ledger. Throws UsageFault. */
async function requireFreeBranch(
  target: string,
  { branch, repository: other }: TargetAddress & { readonly type: 'git' },
  { repository, ledgerBranch }: DeliverySite,
): Promise<void> {
  if (other !== undefined && !(await isSameRepository(repository, other))) return
  const taken = [await currentBranch(repository), await mainBranch(repository), ledgerBranch]
  if (!taken.includes(branch)) return
  throw new UsageFault(
    `the DeploymentTarget '${target}' delivers to '${branch}', ${branch === ledgerBranch ? 'the branch of the ledger' : 'a branch that people work on'}; give it one of its own`,
  )
}
