import { UsageFault } from '../diagnostic/fault.ts'
import { inFolder, isBelow } from '../resources/paths.ts'
import type { Snapshot, TreeEntry } from '../resources/snapshot.ts'
import { loadTree } from './projects.ts'
import { locateProject, openWorkspace, type SnapshotRequest, type Workspace } from './workspace.ts'

/** The projects of a repository, by their folders, as a change finds and leaves them. */
export interface ProjectsOfChange {
  /** Of the repository. */
  readonly root: string
  /** Those that the change may do something to: each is to be checked. */
  readonly touched: readonly string[]
  /** Those of which not a file differs, nor any that theirs refer to. */
  readonly untouched: readonly string[]
  /** Those that are no more, nor anywhere else. */
  readonly removed: readonly string[]
}

/**
 * Which projects a change has to do with: the one that the request names; the only one; else all that it touches, so that
 * none goes unseen behind another. Throws UsageFault where there is none, and for several new ones: each has the limits that
 * are built in, which together would be none.
 */
export async function projectsOfChange(request: SnapshotRequest): Promise<ProjectsOfChange> {
  if (request.project === undefined) {
    await using scope = new AsyncDisposableStack()
    const workspace = await openWorkspace({ ...request, project: '' }, scope)
    const [before, after] = await Promise.all([foldersIn(workspace.base), foldersIn(workspace.head)])
    if (after.length > 0 && new Set([...before, ...after]).size > 1) return await ofSeveral(workspace, before, after)
  }
  const { root, folder } = await locateProject(request)
  return { root, touched: [folder], untouched: [], removed: [] }
}

/** The folders that hold an `llmops.yaml`, in order; in the `llmops` folder of a project there are only resources of it. */
export async function foldersIn(snapshot: Snapshot | undefined): Promise<readonly string[]> {
  const paths = (await snapshot?.list(''))?.map(({ path }) => path) ?? []
  const folders = paths
    .filter((path) => /(^|\/)llmops\.yaml$/.test(path))
    .map((path) => path.replace(/\/?llmops\.yaml$/, ''))
  return folders.filter((folder) => !folders.some((other) => isBelow(folder, inFolder(other, 'llmops'))))
}

async function ofSeveral(
  { repository: { root }, base, head }: Workspace,
  before: readonly string[],
  after: readonly string[],
): Promise<ProjectsOfChange> {
  const added = after.filter((folder) => !before.includes(folder))
  const gone = before.filter((folder) => !after.includes(folder))
  requireFewNew(added)
  const paths = await changedPaths(base, head)
  const files = new Set(after.filter((folder) => paths.some((path) => ownsFile(folder, path, after))))
  const touched: string[] = []
  for (const folder of after)
    if (files.has(folder) || (await refersTo(paths, folder, [base, head]))) touched.push(folder)
  return {
    root,
    touched,
    untouched: after.filter((folder) => !touched.includes(folder)),
    removed: added.length === 1 && gone.length === 1 ? [] : gone, // else it was moved
  }
}

function requireFewNew(added: readonly string[]): void {
  if (added.length < 2) return
  const names = added.map((folder) => folder || 'the root').join(', ')
  throw new UsageFault(
    `several new projects at once (${names}): no budget of the base branch holds for them. Propose one after another, or ` +
      'write which one is meant, `project: FOLDER` under `with:`; for several, one step each',
  )
}

async function changedPaths(base: Snapshot | undefined, head: Snapshot): Promise<readonly string[]> {
  const list = async (snapshot: Snapshot | undefined) => (await snapshot?.list('', { ids: true })) ?? []
  const [before, after] = await Promise.all([list(base), list(head)])
  const known = new Map(before.map((entry) => [entry.path, entry]))
  const changed = after.filter((entry) => !isSame(known.get(entry.path), entry)).map(({ path }) => path)
  const kept = new Set(after.map(({ path }) => path))
  return [...changed, ...before.map(({ path }) => path).filter((path) => !kept.has(path))]
}

function isSame(before: TreeEntry | undefined, after: TreeEntry): boolean {
  return before !== undefined && before.id === after.id && before.type === after.type
}

/** Its resources are a project's own, whatever stands among them; of the rest what is in no deeper project. */
function ownsFile(folder: string, path: string, folders: readonly string[]): boolean {
  if (!isBelow(path, folder)) return false
  if (path === inFolder(folder, 'llmops.yaml') || isBelow(path, inFolder(folder, 'llmops'))) return true
  return !folders.some((other) => other.length > folder.length && isBelow(other, folder) && isBelow(path, other))
}

/** Whether the project, on any side, refers to one of the files. */
async function refersTo(
  paths: readonly string[],
  folder: string,
  sides: readonly (Snapshot | undefined)[],
): Promise<boolean> {
  for (const side of sides) {
    const { references } =
      side === undefined ? { references: new Set<string>() } : (await loadTree(side, folder)).loaded
    if (paths.some((path) => references.has(path))) return true
  }
  return false
}
