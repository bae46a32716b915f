import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync, type Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ListOptions, Snapshot, TreeEntry } from '../../resources/snapshot.ts'
import { limits } from '../../source/limits.ts'
import { mainBranch } from './commits.ts'
import { git } from './git.ts'
import type { Repository } from './repository.ts'

/**
 * The work tree as it is when it is first asked: tracked files and untracked ones that Git does not ignore. Symbolic
 * links are never followed. Files are looked at one by one: that is faster than all at once, and opens no thousands.
 */
export class WorkTreeSnapshot implements Snapshot {
  readonly label = 'work tree'
  readonly commit = undefined
  readonly #repository: Repository
  readonly #lists = new Map<string, Promise<readonly TreeEntry[]>>()
  /** Folders, and whether no symbolic link is on the way to them. */
  readonly #direct = new Map<string, boolean>()

  constructor(repository: Repository) {
    this.#repository = repository
  }

  async list(folder: string, { ids = false }: ListOptions = {}): Promise<readonly TreeEntry[]> {
    const entries = await this.#entries(folder)
    return ids ? this.#withIds(folder, entries) : entries
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.#isDirect(dirname(path)) ? readRegularFile(join(this.#repository.root, path)) : undefined
  }

  mainBranch(): Promise<string | undefined> {
    return mainBranch(this.#repository)
  }

  async #entries(folder: string): Promise<readonly TreeEntry[]> {
    const wider = [...this.#lists.keys()].find((known) => isBelow(folder, known))
    const listed = (await this.#lists.get(wider ?? folder)) ?? (await this.#remembered(folder))
    return wider === undefined ? listed : listed.filter(({ path }) => isBelow(path, folder))
  }

  #remembered(folder: string): Promise<readonly TreeEntry[]> {
    const listed = this.#paths(folder).then((paths) => paths.flatMap((path) => this.#entry(path)))
    this.#lists.set(folder, listed)
    return listed
  }

  async #paths(folder: string): Promise<readonly string[]> {
    const listed = await this.#lines([
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      ...within(folder),
    ])
    return [...new Set(listed)].sort(byCodePoint)
  }

  #entry(path: string): readonly TreeEntry[] {
    const stats = lstatSync(join(this.#repository.root, path), { throwIfNoEntry: false })
    // A name that is no UTF-8 cannot be asked for; it must not be passed over in silence.
    if (stats === undefined) return path.includes('\ufffd') ? [{ path, type: 'other', bytes: 0, id: undefined }] : []
    return [{ path, type: typeOf(stats), bytes: stats.size, id: undefined }]
  }

  /** Ids as the index says, and of changed and new files as Git would store them, but for those too large to be ours. */
  async #withIds(folder: string, entries: readonly TreeEntry[]): Promise<readonly TreeEntry[]> {
    const staged = await this.#lines(['ls-files', '-z', '--stage', ...within(folder)])
    const ids = new Map(staged.map((line) => [line.slice(line.indexOf('\t') + 1), line.split(' ')[1]]))
    for (const path of await this.#lines(['diff-files', '--name-only', '-z', '--', folder || '.'])) ids.delete(path)
    const unknown = entries.filter(({ path, type, bytes }) => !ids.has(path) && type === 'file' && isOurs(path, bytes))
    for (const [index, id] of (await this.#hashes(unknown)).entries()) ids.set(unknown[index]?.path ?? '', id)
    return entries.map((entry) => ({ ...entry, id: ids.get(entry.path) }))
  }

  async #hashes(entries: readonly TreeEntry[]): Promise<readonly string[]> {
    if (entries.length === 0) return []
    const input = entries.map(({ path }) => `${path}\n`).join('')
    const { stdout } = await git(this.#repository, ['hash-object', '--stdin-paths'], { input })
    return stdout.split('\n').filter(Boolean)
  }

  async #lines(args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await git(this.#repository, args)
    return stdout.split('\0').filter(Boolean)
  }

  /** A symbolic link anywhere on the way would lead out of what Git sees. */
  #isDirect(folder: string): boolean {
    const path = join(this.#repository.root, folder)
    const known = this.#direct.get(path) ?? realPath(path) === path
    this.#direct.set(path, known)
    return known
  }
}

function within(folder: string): readonly string[] {
  return ['--full-name', '--', folder || '.']
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

function isOurs(path: string, bytes: number): boolean {
  return bytes <= limits.recordedBytes && !path.includes('\n')
}

function typeOf(stats: Stats): TreeEntry['type'] {
  if (stats.isFile()) return 'file'
  if (stats.isSymbolicLink()) return 'symlink'
  return stats.isDirectory() ? 'submodule' : 'other'
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

/** Neither waits for a pipe nor opens what a link leads to. */
function readRegularFile(path: string): Uint8Array | undefined {
  const file = opened(path)
  if (file === undefined) return undefined
  try {
    return fstatSync(file).isFile() ? readFileSync(file) : undefined
  } finally {
    closeSync(file)
  }
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return undefined
  }
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
