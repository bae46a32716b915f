import type { Problem } from '../diagnostic/problem.ts'
import { nearest } from '../source/nearest.ts'
import { decodeText } from '../source/text.ts'
import { inFolder, relativePath, resolvePath } from './paths.ts'
import type { Snapshot, TreeEntry } from './snapshot.ts'

export type ReadFile =
  | { readonly ok: true; readonly file: string; readonly text: string }
  | { readonly ok: false; readonly problem: Problem }

/** The files of a snapshot that a project may read, and the texts that were read, for diagnostics. */
export class ProjectFiles {
  /** Every text that was read, by path. */
  readonly texts = new Map<string, string>()
  /** Every path that some resource refers to, whether it could be read or not. */
  readonly references = new Set<string>()
  readonly #snapshot: Snapshot
  readonly #folder: string
  readonly #lists = new Map<string, Promise<readonly TreeEntry[]>>()

  /** @param folder of the project, `''` at the root of the repository */
  constructor(snapshot: Snapshot, folder: string) {
    this.#snapshot = snapshot
    this.#folder = folder
  }

  /** Everything below `llmops/` in the folder of the project, in code point order of the path. */
  listResources(): Promise<readonly TreeEntry[]> {
    return this.#list(inFolder(this.#folder, 'llmops'))
  }

  /** The file that `reference`, written in the file `from`, names; at most `limit` bytes. */
  async readReference(from: string, reference: string, limit: number): Promise<ReadFile> {
    const path = resolvePath(from, reference)
    if (path === undefined) return { ok: false, problem: { code: 'path-outside-project', file: reference } }
    this.references.add(path)
    const found = await this.find(path)
    if (found === 'directory') return { ok: false, problem: { code: 'not-a-file', found } }
    if (found !== undefined) return this.read(found, limit)
    const near = await this.#nearest(from, path)
    return { ok: false, problem: { code: 'file-not-found', file: reference, nearest: near } }
  }

  /** The entry at a path, or the symbolic link or submodule on the way there. */
  async find(path: string): Promise<TreeEntry | 'directory' | undefined> {
    const entries = await this.#list(this.#listedWith(path))
    const found = entries.find((entry) => entry.path === path || isOnTheWay(entry, path))
    if (found !== undefined) return found
    return entries.some((entry) => entry.path.startsWith(`${path}/`)) ? 'directory' : undefined
  }

  /** The text of an entry, as `decodeText` gives it; at most `limit` bytes. */
  async read(entry: TreeEntry, limit: number): Promise<ReadFile> {
    const file = entry.path
    const known = this.texts.get(file)
    if (known !== undefined) return { ok: true, file, text: known }
    const unreadable = problemOf(entry, limit)
    if (unreadable !== undefined) return { ok: false, problem: unreadable }
    const bytes = await this.#snapshot.read(file)
    if (bytes === undefined) return { ok: false, problem: { code: 'file-not-found', file, nearest: undefined } }
    const decoded = decodeText(bytes)
    if (!decoded.ok) return decoded
    this.texts.set(file, decoded.text)
    return { ok: true, file, text: decoded.text }
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
    const files = (await this.listResources()).map((entry) => relativePath(from, entry.path))
    const name = path.slice(path.lastIndexOf('/') + 1)
    return nearest(relativePath(from, path), files) ?? files.find((file) => file.endsWith(`/${name}`))
  }
}

function isOnTheWay({ type, path: way }: TreeEntry, path: string): boolean {
  return (type === 'symlink' || type === 'submodule') && path.startsWith(`${way}/`)
}

function problemOf(entry: TreeEntry, limit: number): Problem | undefined {
  const { type, path: file, bytes } = entry
  if (type === 'symlink' || type === 'submodule') return { code: 'not-a-file', found: type }
  if (type === 'other') return { code: 'file-not-found', file, nearest: undefined }
  return bytes > limit ? { code: 'file-too-large', bytes, limit } : undefined
}
