import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot, TreeEntry } from '../../src/resources/snapshot.ts'

/** A directory as a snapshot. Symbolic links are listed and never followed. */
export function directorySnapshot(root: string): Snapshot {
  return {
    label: 'directory',
    commit: undefined,
    list: (folder) => entriesBelow(root, folder),
    read: (path) => readRegularFile(root, path),
  }
}

async function entriesBelow(root: string, folder: string): Promise<readonly TreeEntry[]> {
  if (!(await isDirectory(root, folder))) return itself(root, folder)
  const children = (await readdir(join(root, folder))).filter((name) => name !== '.git')
  const nested = await Promise.all(children.map((name) => entryAt(root, folder === '' ? name : `${folder}/${name}`)))
  return nested.flat().sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** What is no folder is listed itself, unless a link stands on the way. */
async function itself(root: string, path: string): Promise<readonly TreeEntry[]> {
  const isReachable = await isDirectory(root, path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  const status = isReachable ? await lstat(join(root, path)).catch(() => undefined) : undefined
  return status === undefined ? [] : entryAt(root, path)
}

async function entryAt(root: string, path: string): Promise<readonly TreeEntry[]> {
  const status = await lstat(join(root, path))
  if (status.isDirectory()) return entriesBelow(root, path)
  const type = status.isSymbolicLink() ? 'symlink' : status.isFile() ? 'file' : 'other'
  return [{ path, type, bytes: status.size, id: undefined }]
}

/** Also none of the folders on the way is a link. */
async function isDirectory(root: string, folder: string): Promise<boolean> {
  const parts = folder.split('/').filter(Boolean)
  for (let depth = 0; depth <= parts.length; depth++) {
    const status = await lstat(join(root, ...parts.slice(0, depth))).catch(() => undefined)
    if (!status?.isDirectory()) return false
  }
  return true
}

async function readRegularFile(root: string, path: string): Promise<Uint8Array | undefined> {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  if (!(await isDirectory(root, folder))) return undefined
  const status = await lstat(join(root, path)).catch(() => undefined)
  return status?.isFile() ? readFile(join(root, path)) : undefined
}
