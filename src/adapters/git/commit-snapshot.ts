import type { Snapshot, TreeEntry } from '../../resources/snapshot.ts'
import { mainBranch } from './commits.ts'
import { git } from './git.ts'
import { ObjectReader } from './object-reader.ts'
import type { Repository } from './repository.ts'
import { IncompleteFault } from '../../diagnostic/fault.ts'

const typeOfMode = new Map<string, TreeEntry['type']>([
  ['100644', 'file'],
  ['100755', 'file'],
  ['100664', 'file'],
  ['120000', 'symlink'],
  ['160000', 'submodule'],
])

/** A snapshot of a commit, read from Git objects; nothing is checked out. */
export class CommitSnapshot implements Snapshot, AsyncDisposable {
  readonly label: string
  readonly commit: string
  readonly #repository: Repository
  readonly #reader: ObjectReader
  #entries: Promise<ReadonlyMap<string, TreeEntry>> | undefined

  constructor(repository: Repository, commit: string) {
    this.commit = commit
    this.label = commit.slice(0, 7)
    this.#repository = repository
    this.#reader = new ObjectReader(repository)
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const all = [...(await this.#tree()).values()]
    return folder === '' ? all : all.filter(({ path }) => path === folder || path.startsWith(`${folder}/`))
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const entry = (await this.#tree()).get(path)
    if (entry?.type !== 'file' || entry.id === undefined) return undefined
    return this.#reader.read(entry.id)
  }

  mainBranch(): Promise<string | undefined> {
    return mainBranch(this.#repository)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#reader[Symbol.asyncDispose]()
  }

  #tree(): Promise<ReadonlyMap<string, TreeEntry>> {
    this.#entries ??= this.#readTree()
    return this.#entries
  }

  async #readTree(): Promise<ReadonlyMap<string, TreeEntry>> {
    const { code, stdout, stderr } = await git(this.#repository, [
      'ls-tree',
      '-r',
      '-z',
      '-l',
      '--full-tree',
      this.commit,
    ])
    if (code !== 0) throw new IncompleteFault(`the tree of ${this.label} cannot be read: ${stderr.trim()}`)
    const entries = stdout.split('\0').filter(Boolean).map(parseEntry)
    return new Map(entries.map((entry) => [entry.path, entry]))
  }
}

/** `<mode> <type> <id> <size>\t<path>` */
function parseEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t')
  const [mode = '', , id, size] = line.slice(0, tab).split(/ +/)
  return { path: line.slice(tab + 1), type: typeOfMode.get(mode) ?? 'other', bytes: Number(size) || 0, id }
}
