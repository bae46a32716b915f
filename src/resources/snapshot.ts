/** One entry of a tree. `id` is the Git blob id; a work tree gives it only where `ids` are asked for. */
export interface TreeEntry {
  readonly path: string
  readonly type: 'file' | 'symlink' | 'submodule' | 'other'
  readonly bytes: number
  readonly id: string | undefined
}

export interface ListOptions {
  /** In a work tree they cost several runs of Git. */
  readonly ids?: boolean
}

/** A tree at one moment: a Git commit or the work tree. Paths are relative to the repository root, with `/`. */
export interface Snapshot {
  /** How a reader knows it: a short commit id, a branch with its id, or `work tree`. */
  readonly label: string
  /** Full commit id; undefined for the work tree. */
  readonly commit: string | undefined
  /** All entries under `folder` (`''`: the whole tree), or the file at that path, in code point order of the path. */
  list(folder: string, options?: ListOptions): Promise<readonly TreeEntry[]>
  /** The bytes of a regular file, or undefined if there is none at that path. Symbolic links are never followed. */
  read(path: string): Promise<Uint8Array | undefined>
  /** The branch that changes are merged into, where the repository says: nothing is delivered to it. */
  mainBranch?(): Promise<string | undefined>
}
