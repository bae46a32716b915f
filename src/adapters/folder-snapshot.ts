import { constants, type Stats } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Snapshot, TreeEntry } from '../resources/snapshot.ts'

/** Entries that are listed at most: a folder that somebody names may be a whole disk. */
const mostEntries = 20_000
/** Folders that hold no text of anybody's. */
const skipped: ReadonlySet<string> = new Set(['.git', 'node_modules'])

/** A folder anywhere in the file system, whether Git knows it or not. Symbolic links are listed and never followed. */
export function folderSnapshot(root: string): Snapshot {
  return {
    label: 'folder',
    commit: undefined,
    list: (folder) => entriesAt(root, folder),
    read: (path) => readRegularFile(root, path),
  }
}

async function entriesAt(root: string, folder: string): Promise<readonly TreeEntry[]> {
  if (!(await isPlainFolder(root, folderOf(folder)))) return []
  const found: TreeEntry[] = []
  const left = [folder]
  for (let path = left.pop(); path !== undefined && found.length < mostEntries; path = left.pop()) {
    const stats = await lstat(join(root, path)).catch(() => undefined)
    if (stats === undefined) continue
    if (!stats.isDirectory()) found.push({ path, type: typeOf(stats), bytes: stats.size, id: undefined })
    else left.push(...(await namesIn(join(root, path))).map((name) => (path === '' ? name : `${path}/${name}`)))
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => !skipped.has(name))
}

function typeOf(stats: Stats): TreeEntry['type'] {
  if (stats.isFile()) return 'file'
  return stats.isSymbolicLink() ? 'symlink' : 'other'
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** None of the folders on the way is a link. */
async function isPlainFolder(root: string, folder: string): Promise<boolean> {
  const parts = folder.split('/').filter(Boolean)
  for (const depth of parts.keys()) {
    const stats = await lstat(join(root, ...parts.slice(0, depth + 1))).catch(() => undefined)
    if (stats?.isDirectory() !== true) return false
  }
  return true
}

async function readRegularFile(root: string, path: string): Promise<Uint8Array | undefined> {
  if (!(await isPlainFolder(root, folderOf(path)))) return undefined
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(join(root, path), flags).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    return (await file.stat()).isFile() ? await file.readFile() : undefined
  } finally {
    await file.close()
  }
}
