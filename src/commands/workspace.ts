import { relative, resolve, sep } from 'node:path'
import { CommitSnapshot } from '../adapters/git/commit-snapshot.ts'
import { defaultBranch, headCommit, mergeBase, resolveCommit } from '../adapters/git/commits.ts'
import { remoteOf } from '../adapters/git/remote.ts'
import { openRepository, type Repository, type RepositoryOptions } from '../adapters/git/repository.ts'
import { WorkTreeSnapshot } from '../adapters/git/work-tree-snapshot.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import { type Extensions, openExtensions } from './extends.ts'

/** Which trees a command looks at. */
export interface SnapshotRequest {
  /** Where the command was started. */
  readonly dir: string
  /** Folder of the project, relative to `dir`; default: the one around `dir`, else the only one in the repository. */
  readonly project: string | undefined
  /** A ref to compare with; default: the merge base with the default branch. */
  readonly base: string | undefined
  /** A ref; default: the work tree. */
  readonly head: string | undefined
  /**
   * A ref to the tip of the base branch, whose Project is policy. With it `base` is compared with as it is, not its merge
   * base with head. Default: `base` is the tip.
   */
  readonly policy?: string | undefined
  readonly repository?: RepositoryOptions | undefined
  /** `YYYY-MM-DD`; without it no judgement on head depends on when it is made. */
  readonly today?: string | undefined
  /** Whether the work tree is the user's own, on a machine of theirs, so that what it extends is read. Default: no. */
  readonly isOwnWorkTree?: boolean
}

/** One tree of the repository with the project in it. */
export interface HeadSpace {
  readonly repository: Repository
  /** The project's folder, relative to the repository root. */
  readonly folder: string
  readonly head: Snapshot
  readonly extensions: Extensions
}

/** The trees of a comparison. `policy` is the tip of the base branch, `base` what the change started from. */
export interface Workspace extends HeadSpace {
  readonly base: Snapshot | undefined
  readonly policy: Snapshot | undefined
  /** `YYYY-MM-DD`. */
  readonly today: string | undefined
}

export async function openHead(request: SnapshotRequest, scope: AsyncDisposableStack): Promise<HeadSpace> {
  const repository = await openRepository(request.dir, request.repository)
  const head =
    request.head === undefined
      ? new WorkTreeSnapshot(repository)
      : scope.use(new CommitSnapshot(repository, await resolveCommit(repository, request.head)))
  const folder = await projectFolder(request, repository, head)
  const isOwn = request.head === undefined && request.isOwnWorkTree === true
  return { repository, folder, head, extensions: openExtensions({ repository, folder }, isOwn, scope) }
}

/** Where a request's project lies: the repository's root, and its folder relative to that. */
export async function locateProject(request: SnapshotRequest): Promise<Pick<Repository, 'root' | 'folder'>> {
  await using scope = new AsyncDisposableStack()
  const { repository, folder } = await openHead(request, scope)
  return { root: repository.root, folder }
}

export async function openWorkspace(request: SnapshotRequest, scope: AsyncDisposableStack): Promise<Workspace> {
  const space = await openHead(request, scope)
  const { repository, head } = space
  const commits = await baseCommits(request, repository, head)
  const open = (commit: string) => scope.use(new CommitSnapshot(repository, commit))
  const base = commits && open(commits.base)
  const policy = commits && (commits.tip === commits.base ? base : open(commits.tip))
  return { ...space, base, policy, today: request.today }
}

/** Nothing to compare with in a repository without commits, or with neither a default branch nor a named base. */
async function baseCommits(
  request: SnapshotRequest,
  repository: Repository,
  head: Snapshot,
): Promise<{ base: string; tip: string } | undefined> {
  const start = head.commit ?? (await headCommit(repository))
  if (start === undefined) return undefined
  const branch = request.base ?? (await defaultBranch(repository))
  if (branch === undefined) {
    await requireUnshared(repository)
    return head.commit === undefined ? { base: start, tip: start } : undefined
  }
  if (request.policy !== undefined)
    return { base: await resolveCommit(repository, branch), tip: await resolveCommit(repository, request.policy) }
  const tip = await resolveCommit(repository, branch)
  return { base: await mergeBase(repository, tip, start), tip }
}

/**
 * A clone has a base somewhere, and its policy; were the checked-out commit taken for it, a change would be compared with
 * itself and be its own policy. Throws UsageFault.
 */
async function requireUnshared(repository: Repository): Promise<void> {
  if ((await remoteOf(repository)) === undefined) return
  throw new UsageFault('which branch is this a change of? No default branch is known here; say --base origin/BRANCH')
}

async function projectFolder(request: SnapshotRequest, repository: Repository, head: Snapshot): Promise<string> {
  if (request.project !== undefined) return folderIn(repository, request.project)
  for (const folder of upwards(repository.folder)) if (await holdsProject(head, folder)) return folder
  const found = (await head.list(''))
    .filter(({ path }) => /(^|\/)llmops\.yaml$/.test(path))
    .map(({ path }) => path.replace(/\/?llmops\.yaml$/, ''))
  if (found.length > 1)
    throw new UsageFault(`several projects here (${found.join(', ')}); choose one with --project DIR`)
  return found[0] ?? repository.folder
}

async function holdsProject(snapshot: Snapshot, folder: string): Promise<boolean> {
  return (await snapshot.list(folder === '' ? 'llmops.yaml' : `${folder}/llmops.yaml`)).length > 0
}

function upwards(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/')
  return [...parts.keys()].map((index) => parts.slice(0, parts.length - index).join('/')).concat('')
}

/** A folder relative to where the command was started, as a folder of the repository. Throws UsageFault for one outside. */
function folderIn(repository: Repository, folder: string): string {
  const path = relative(repository.root, resolve(repository.root, repository.folder, folder))
  if (path === '..' || path.startsWith(`..${sep}`))
    throw new UsageFault(`--project ${folder} leads out of the repository`)
  return path.split(sep).join('/')
}
