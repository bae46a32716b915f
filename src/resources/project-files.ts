import type { Problem } from '../diagnostic/problem.ts'
import { limits } from '../source/limits.ts'
import { nearest } from '../source/nearest.ts'
import type { Range } from '../source/range.ts'
import { decodeText } from '../source/text.ts'
import type { Glob } from './glob.ts'
import { Effort } from './effort.ts'
import { FolderTree } from './folder-tree.ts'
import { inFolder, relativePath, resolveFolder, resolvePath } from './paths.ts'
import type { Snapshot, TreeEntry } from './snapshot.ts'

export type ReadFile =
  | { readonly ok: true; readonly file: string; readonly text: string }
  | { readonly ok: false; readonly problem: Problem }

export type ReadBytes =
  | { readonly ok: true; readonly file: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: Problem }

/** The files that a pattern leads to, in code point order of the path, and the folder that it begins with. */
export type MatchingFiles =
  | { readonly ok: true; readonly folder: string; readonly entries: readonly TreeEntry[] }
  | { readonly ok: false; readonly problem: Problem }

/** The files of a snapshot that a project may read, and the texts that were read, for diagnostics. */
export class ProjectFiles {
  /** Every text that was read, by path. */
  readonly texts = new Map<string, string>()
  /** Of the texts that are YAML, the pieces of their documents. */
  readonly pieces = new Map<string, readonly Range[]>()
  /** Every path that some resource refers to, whether it could be read or not. */
  readonly references = new Set<string>()
  readonly #snapshot: Snapshot
  readonly #folder: string
  readonly #lists = new Map<string, Promise<readonly TreeEntry[]>>()
  readonly #trees = new Map<string, Promise<FolderTree>>()
  readonly #suggestions = new Effort(limits.comparisons)
  #referencedBytes = 0
  /** For what takes more than linear time to read. */
  readonly effort = new Effort()

  /** @param folder of the project, `''` at the root of the repository */
  constructor(snapshot: Snapshot, folder: string) {
    this.#snapshot = snapshot
    this.#folder = folder
  }

  /** Set once resources have named more than a project may, or taken too long to read. */
  get exhausted(): Problem | undefined {
    if (this.#referencedBytes > limits.referencedBytes) return { code: 'project-too-large', what: 'references' }
    return this.effort.exhausted
  }

  /** Everything below `llmops/` in the folder of the project, in code point order of the path. */
  listResources(): Promise<readonly TreeEntry[]> {
    return this.#list(inFolder(this.#folder, 'llmops'))
  }

  /** The file that `reference`, written in the file `from`, names; at most `limit` bytes. */
  async readReference(from: string, reference: string, limit: number): Promise<ReadFile> {
    const found = await this.#entryOf(from, reference)
    if (!found.ok) return found
    this.#referencedBytes += found.entry.bytes > limit ? 0 : found.entry.bytes
    return this.exhausted === undefined ? this.read(found.entry, limit) : { ok: false, problem: this.exhausted }
  }

  /** The same, as it is: for what is no text. */
  async readBytes(from: string, reference: string, limit: number): Promise<ReadBytes> {
    const found = await this.#entryOf(from, reference)
    return found.ok ? this.#bytesOf(found.entry, limit) : found
  }

  /** The files that a pattern leads to, which is written in the file `from`; links among them are given as what they are. */
  async matching(from: string, pattern: string, { folder: fixed, matches }: Glob): Promise<MatchingFiles> {
    const folder = resolveFolder(from, pattern) === undefined ? undefined : resolveFolder(from, fixed)
    if (folder === undefined) return { ok: false, problem: { code: 'path-outside-project', file: pattern } }
    const onTheWay = folder === '' ? undefined : await this.find(folder)
    if (onTheWay !== undefined && onTheWay !== 'directory') return { ok: true, folder, entries: [onTheWay] }
    const listed = await this.#list(folder === '' ? '' : this.#listedWith(`${folder}/`))
    const below = listed.filter(({ path }) => folder === '' || path.startsWith(`${folder}/`))
    const entries = below.filter((entry) => mayHideFiles(entry) || matches(relativeTo(folder, entry.path)))
    for (const { path } of entries) this.references.add(path)
    return { ok: true, folder, entries }
  }

  /** The entry at a path, or the symbolic link or submodule on the way there. */
  async find(path: string): Promise<TreeEntry | 'directory' | undefined> {
    const folder = this.#listedWith(path)
    const tree = this.#trees.get(folder) ?? this.#list(folder).then((entries) => new FolderTree(entries))
    this.#trees.set(folder, tree)
    return (await tree).find(path)
  }

  /** The text of an entry, as `decodeText` gives it; at most `limit` bytes. */
  async read(entry: TreeEntry, limit: number): Promise<ReadFile> {
    const file = entry.path
    const known = this.texts.get(file)
    if (known !== undefined) return { ok: true, file, text: known }
    const read = await this.#bytesOf(entry, limit)
    if (!read.ok) return read
    const decoded = decodeText(read.bytes)
    if (!decoded.ok) return decoded
    this.texts.set(file, decoded.text)
    return { ok: true, file, text: decoded.text }
  }

  async #bytesOf(entry: TreeEntry, limit: number): Promise<ReadBytes> {
    const file = entry.path
    const unreadable = problemOf(entry, limit)
    if (unreadable !== undefined) return { ok: false, problem: unreadable }
    const bytes = await this.#snapshot.read(file)
    if (bytes === undefined) return { ok: false, problem: { code: 'file-not-found', file, nearest: undefined } }
    return { ok: true, file, bytes }
  }

  async #entryOf(
    from: string,
    reference: string,
  ): Promise<{ readonly ok: true; readonly entry: TreeEntry } | { readonly ok: false; readonly problem: Problem }> {
    const path = resolvePath(from, reference)
    if (path === undefined) return { ok: false, problem: { code: 'path-outside-project', file: reference } }
    this.references.add(path)
    const entry = await this.find(path)
    if (entry === 'directory') return { ok: false, problem: { code: 'not-a-file', found: entry } }
    if (entry !== undefined) return { ok: true, entry }
    const near = await this.#nearest(from, path)
    return { ok: false, problem: { code: 'file-not-found', file: reference, nearest: near } }
  }

  /** What to list to find a path: never a whole repository, and rarely more than was listed before. */
  #listedWith(path: string): string {
    const resources = inFolder(this.#folder, 'llmops')
    if (path.startsWith(`${resources}/`)) return resources
    if (this.#folder !== '' && path.startsWith(`${this.#folder}/`)) return this.#folder
    return path.split('/')[0] ?? path
  }

  #list(folder: string): Promise<readonly TreeEntry[]> {
    const listed = this.#lists.get(folder) ?? this.#snapshot.list(folder)
    this.#lists.set(folder, listed)
    return listed
  }

  /** The file that was probably meant, as `from` would write it: of a similar path, else of the same name elsewhere. */
  async #nearest(from: string, path: string): Promise<string | undefined> {
    const entries = await this.listResources()
    if (!this.#suggestions.affords(entries.length)) return undefined
    const files = entries.map((entry) => relativePath(from, entry.path))
    const name = path.slice(path.lastIndexOf('/') + 1)
    return nearest(relativePath(from, path), files) ?? files.find((file) => file.endsWith(`/${name}`))
  }
}

/** A link or submodule that may stand for a folder would silently hide what is in it. */
function mayHideFiles({ type, path }: TreeEntry): boolean {
  return type === 'submodule' || (type === 'symlink' && !/\.[^/]*$/.test(path))
}

function relativeTo(folder: string, path: string): string {
  return folder === '' ? path : path.slice(folder.length + 1)
}

function problemOf(entry: TreeEntry, limit: number): Problem | undefined {
  const { type, bytes } = entry
  if (type !== 'file') return { code: 'not-a-file', found: type }
  return bytes > limit ? { code: 'file-too-large', bytes, limit } : undefined
}
