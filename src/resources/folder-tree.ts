import type { TreeEntry } from './snapshot.ts'

/** The entries of a folder, to be found by their paths. */
export class FolderTree {
  readonly #entries: ReadonlyMap<string, TreeEntry>
  /** Every folder that an entry is in. */
  readonly #folders: ReadonlySet<string>

  constructor(entries: readonly TreeEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.path, entry]))
    const folders = new Set<string>()
    for (const { path } of entries) {
      for (let folder = above(path); folder !== '' && !folders.has(folder); folder = above(folder)) folders.add(folder)
    }
    this.#folders = folders
  }

  /** The entry at a path, or the symbolic link or submodule on the way there. */
  find(path: string): TreeEntry | 'directory' | undefined {
    const entry = this.#entries.get(path) ?? this.#onTheWay(path)
    return entry ?? (this.#folders.has(path) ? 'directory' : undefined)
  }

  #onTheWay(path: string): TreeEntry | undefined {
    for (let folder = above(path); folder !== ''; folder = above(folder)) {
      const entry = this.#entries.get(folder)
      if (entry?.type === 'symlink' || entry?.type === 'submodule') return entry
    }
    return undefined
  }
}

/** The folder that holds a path; `''` at the root. */
function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
