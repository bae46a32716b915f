import { relative, resolve, sep } from 'node:path'
import { CommitSnapshot } from '../adapters/git/commit-snapshot.ts'
import { defaultBranch, headCommit, mergeBase, resolveCommit } from '../adapters/git/commits.ts'
import { openRepository, type Repository } from '../adapters/git/repository.ts'
import { WorkTreeSnapshot } from '../adapters/git/work-tree-snapshot.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { Snapshot } from '../resources/snapshot.ts'

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
}

/** One tree of the repository with the project in it. */
export interface HeadSpace {
  readonly repository: Repository
  /** The project's folder, relative to the repository root. */
  readonly folder: string
  readonly head: Snapshot
}

/** The trees of a comparison. `policy` is the tip of the base branch, `base` what the change started from. */
export interface Workspace extends HeadSpace {
  readonly base: Snapshot | undefined
  readonly policy: Snapshot | undefined
}

export async function openHead(request: SnapshotRequest, scope: AsyncDisposableStack): Promise<HeadSpace> {
  const repository = await openRepository(request.dir)
  const head =
    request.head === undefined
      ? new WorkTreeSnapshot(repository)
      : scope.use(new CommitSnapshot(repository, await resolveCommit(repository, request.head)))
  return { repository, folder: await projectFolder(request, repository, head), head }
}

export async function openWorkspace(request: SnapshotRequest, scope: AsyncDisposableStack): Promise<Workspace> {
  const { repository, folder, head } = await openHead(request, scope)
  const commits = await baseCommits(request, repository, head)
  const open = (commit: string) => scope.use(new CommitSnapshot(repository, commit))
  const base = commits && open(commits.base)
  const policy = commits && (commits.tip === commits.base ? base : open(commits.tip))
  return { repository, folder, head, base, policy }
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
  if (branch === undefined) return head.commit === undefined ? { base: start, tip: start } : undefined
  const tip = await resolveCommit(repository, branch)
  return { base: await mergeBase(repository, tip, start), tip }
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
