import { GitFault } from './git-fault.ts'
import { gitOutput, writeBlob } from './objects.ts'
import type { Repository } from './repository.ts'

/** One entry of a tree object. */
export interface TreeNode {
  readonly mode: string
  readonly type: string
  readonly id: string
}

/** What to put into a tree, by path from its root, with `/`. */
export type TreeChanges = ReadonlyMap<string, TreeNode>

/** The id of the tree that is `base` (a tree, or anything that has one; undefined: empty) with `changes`, in the object database only. */
export async function writeTree(
  repository: Repository,
  base: string | undefined,
  changes: TreeChanges,
): Promise<string> {
  const entries = new Map(base === undefined ? [] : await readTree(repository, base))
  for (const [name, below] of byFirstSegment(changes)) {
    entries.set(name, below.get('') ?? (await subtree(repository, name, entries.get(name), below)))
  }
  const lines = [...entries].map(([name, { mode, type, id }]) => `${mode} ${type} ${id}\t${name}\0`)
  return gitOutput(repository, ['mktree', '-z'], { input: lines.join('') })
}

/** A tree that holds exactly these files. */
export async function writeFiles(repository: Repository, files: Iterable<FileBytes>): Promise<string> {
  return writeTree(repository, undefined, await blobsOf(repository, files))
}

export interface FileBytes {
  readonly path: string
  readonly bytes: string | Uint8Array
}

/** Files, put into the object database, as changes of a tree. */
export async function blobsOf(repository: Repository, files: Iterable<FileBytes>): Promise<TreeChanges> {
  const changes = new Map<string, TreeNode>()
  for (const { path, bytes } of files)
    changes.set(path, { mode: '100644', type: 'blob', id: await writeBlob(repository, bytes) })
  return changes
}

/** The entries of a tree by name; `tree` is also `<commit>` or `<commit>:<path>`. */
async function readTree(repository: Repository, tree: string): Promise<readonly (readonly [string, TreeNode])[]> {
  const listed = await gitOutput(repository, ['ls-tree', '-z', '--full-tree', tree])
  return listed.split('\0').filter(Boolean).map(parseEntry)
}

/** `<mode> <type> <id>\t<name>` */
function parseEntry(line: string): readonly [string, TreeNode] {
  const tab = line.indexOf('\t')
  const [mode = '', type = '', id = ''] = line.slice(0, tab).split(' ')
  return [line.slice(tab + 1), { mode, type, id }]
}

async function subtree(
  repository: Repository,
  name: string,
  old: TreeNode | undefined,
  below: TreeChanges,
): Promise<TreeNode> {
  if (old !== undefined && old.type !== 'tree') throw new GitFault(`'${name}' is no folder there`, true)
  return { mode: '040000', type: 'tree', id: await writeTree(repository, old?.id, below) }
}

/** Changes by the first part of their path; what is meant for that part itself has the rest `''`. */
function byFirstSegment(changes: TreeChanges): ReadonlyMap<string, TreeChanges> {
  const grouped = new Map<string, Map<string, TreeNode>>()
  for (const [path, node] of changes) {
    const [first = '', ...rest] = path.split('/')
    const below = grouped.get(first) ?? new Map<string, TreeNode>()
    grouped.set(first, below.set(rest.join('/'), node))
  }
  return grouped
}
