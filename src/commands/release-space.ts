import { CommitSnapshot } from '../adapters/git/commit-snapshot.ts'
import { defaultBranch, isAncestor, resolveCommit } from '../adapters/git/commits.ts'
import { gitLedger } from '../adapters/git/ledger.ts'
import { onlyLooking } from '../adapters/git/only-looking.ts'
import { remoteOf } from '../adapters/git/remote.ts'
import type { Repository, RepositoryOptions } from '../adapters/git/repository.ts'
import { IncompleteFault, UsageFault } from '../diagnostic/fault.ts'
import type { Digest } from '../digest/digest.ts'
import type { Artifact } from '../promotion/artifact.ts'
import type { Ledger } from '../promotion/ledger.ts'
import type { OpenExtended } from '../resources/extends.ts'
import type { Policy } from '../resources/policy.ts'
import { builtInPolicy, policyOf } from '../resources/policy-of.ts'
import type { Extensions } from './extends.ts'
import { loadTree, type Tree } from './projects.ts'
import { requireProject } from './validate.ts'
import { openHead } from './workspace.ts'

export interface ReleaseRequest {
  /** Where the command was started. */
  readonly dir: string
  readonly project: string | undefined
  /** The commit that is deployed: a ref, by default HEAD. What is not committed is never deployed. */
  readonly head: string | undefined
  readonly repository?: RepositoryOptions | undefined
}

/** One commit's project, and the ledger of its repository. */
export interface ReleaseSpace {
  readonly repository: Repository
  /** The repository for ledger and targets: a command that only looks leaves nothing in it. */
  readonly delivering: Repository
  readonly folder: string
  readonly source: CommitSnapshot
  readonly extensions: Extensions
  readonly tree: Tree
  /** That of the commit itself: it is on the trusted branch. */
  readonly policy: Policy
  readonly ledger: Ledger
}

export async function openReleaseSpace(
  request: ReleaseRequest,
  scope: AsyncDisposableStack,
  access: 'looks' | 'delivers',
): Promise<ReleaseSpace> {
  const head = request.head ?? 'HEAD'
  const { repository, folder, extensions } = await openHead({ ...request, base: undefined, head }, scope)
  const source = scope.use(new CommitSnapshot(repository, await resolveCommit(repository, head)))
  const openExtended: OpenExtended = async (extended) => {
    await requireMerged({ repository, source }) // its word is taken for where to go
    return extensions.ofTrusted(extended)
  }
  const tree = await loadTree(source, folder, { openExtended })
  requireProject(tree, { folder, head: source })
  const { project } = tree.loaded
  const policy = project === undefined ? builtInPolicy() : policyOf(project)
  const delivering = access === 'looks' ? await onlyLooking(repository, scope) : repository
  const remote = await remoteOf(repository)
  const ledger = gitLedger({ repository: delivering, remote, branch: policy.ledgerBranch, projectFolder: folder })
  return { repository, delivering, folder, source, extensions, tree, policy, ledger }
}

/**
 * Promotion is of what was merged: throws UsageFault for a commit that is not on the default branch. Where no default
 * branch is known, there is nothing to hold it against. `rule` says why, and what to do.
 */
export async function requireMerged(
  { repository, source }: Pick<ReleaseSpace, 'repository' | 'source'>,
  rule: (branch: string) => string = () => 'only what was merged is promoted',
): Promise<void> {
  const branch = await defaultBranch(repository)
  if (branch === undefined) return
  const tip = await resolveCommit(repository, branch)
  if (tip === source.commit || (await isAncestor(repository, source.commit, tip))) return
  throw new UsageFault(`${source.label} is not on ${branch}: ${rule(branch)}`)
}

/** An artifact that was promoted once, from the ledger. Throws IncompleteFault where the ledger does not have it. */
export async function artifactFrom(ledger: Ledger, digest: Digest, subject: string): Promise<Artifact> {
  const document = await ledger.document(digest)
  if (document === undefined) throw new IncompleteFault(`the ledger does not have the artifact ${digest} of ${subject}`)
  return { subject, digest, document }
}
