import { lstat, open, realpath } from 'node:fs/promises'
import { constants, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Snapshot, TreeEntry } from '../../resources/snapshot.ts'
import { git } from './git.ts'
import type { Repository } from './repository.ts'

/** The work tree as it is: tracked files and untracked ones that Git does not ignore. Symbolic links are never followed. */
export class WorkTreeSnapshot implements Snapshot {
  readonly label = 'work tree'
  readonly commit = undefined
  readonly #repository: Repository

  constructor(repository: Repository) {
    this.#repository = repository
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const paths = await this.#paths(folder)
    const unchanged = await this.#unchangedIds(folder)
    const entries = await Promise.all(paths.map((path) => this.#entry(path, unchanged.get(path))))
    const present = entries.filter((entry) => entry !== undefined)
    return this.#withIds(present)
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    if (!(await this.#insideWithoutLinks(path))) return undefined
    return readRegularFile(join(this.#repository.root, path))
  }

  async #paths(folder: string): Promise<readonly string[]> {
    const listed = await this.#lines([
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      '--full-name',
      '--',
      folder || '.',
    ])
    return [...new Set(listed)].sort(byCodePoint)
  }

  /** Blob ids of the files that are as the index says. */
  async #unchangedIds(folder: string): Promise<ReadonlyMap<string, string>> {
    const staged = await this.#lines(['ls-files', '-z', '--stage', '--full-name', '--', folder || '.'])
    const ids = new Map(staged.map((line) => [line.slice(line.indexOf('\t') + 1), line.split(' ')[1] ?? '']))
    for (const path of await this.#lines(['diff-files', '--name-only', '-z', '--', folder || '.'])) ids.delete(path)
    return ids
  }

  async #entry(path: string, id: string | undefined): Promise<TreeEntry | undefined> {
    const stats = await lstat(join(this.#repository.root, path)).catch(() => undefined)
    if (stats === undefined) return undefined
    return { path, type: typeOf(stats), bytes: stats.size, id }
  }

  /** Fills in the ids of changed and new files, as Git would store them. */
  async #withIds(entries: readonly TreeEntry[]): Promise<readonly TreeEntry[]> {
    const unknown = entries.filter(({ id, type, path }) => id === undefined && type === 'file' && !path.includes('\n'))
    if (unknown.length === 0) return entries
    const input = unknown.map(({ path }) => `${path}\n`).join('')
    const { stdout } = await git(this.#repository.root, ['hash-object', '--stdin-paths'], { input })
    const hashes = stdout.split('\n')
    const ids = new Map(unknown.map(({ path }, index) => [path, hashes[index] || undefined]))
    return entries.map((entry) => ({ ...entry, id: entry.id ?? ids.get(entry.path) }))
  }

  async #lines(args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await git(this.#repository.root, args)
    return stdout.split('\0').filter(Boolean)
  }

  /** A symbolic link anywhere on the way would lead out of what Git sees. */
  async #insideWithoutLinks(path: string): Promise<boolean> {
    const parent = join(this.#repository.root, dirname(path))
    return (await realpath(parent).catch(() => undefined)) === parent
  }
}

function typeOf(stats: Stats): TreeEntry['type'] {
  if (stats.isFile()) return 'file'
  if (stats.isSymbolicLink()) return 'symlink'
  return stats.isDirectory() ? 'submodule' : 'other'
}

async function readRegularFile(path: string): Promise<Uint8Array | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await open(path, flags).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    return (await file.stat()).isFile() ? await file.readFile() : undefined
  } finally {
    await file.close()
  }
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
