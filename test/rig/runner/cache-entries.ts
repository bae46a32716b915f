/** One cache: immutable once it is complete. */
export interface CacheEntry {
  readonly id: number
  /** The full ref that wrote it. */
  readonly scope: string
  readonly key: string
  /** A digest of paths and compression: caches of other paths are never found. */
  readonly version: string
  /** The archive; undefined while it is being uploaded. */
  readonly archive: Buffer | undefined
}

/** What a token may do with the caches of a ref. */
export interface CacheScope {
  readonly ref: string
  readonly write: boolean
  readonly read: boolean
}

export interface CacheEntries {
  /** Complete ones, oldest first. */
  readonly complete: readonly CacheEntry[]
  /** Undefined where the scope has that key already, complete or not. */
  reserve(scope: string, key: string, version: string): CacheEntry | undefined
  /** Whether there was such a reservation, with an archive of that size. */
  finish(scope: string, key: string, version: string, size: number): CacheEntry | undefined
  upload(id: number, archive: Buffer): boolean
  archiveOf(id: number): Buffer | undefined
  /** The scopes in order; in each the key, then what begins with it, then the same for each restore key; newest first. */
  find(scopes: readonly string[], keys: readonly string[], version: string): CacheEntry | undefined
}

export function cacheEntries(): CacheEntries {
  const entries: (CacheEntry & { done: boolean })[] = []
  const same = (scope: string, key: string, version: string) =>
    entries.find((entry) => entry.scope === scope && entry.key === key && entry.version === version)
  const complete = () => entries.filter(({ done }) => done)
  return {
    get complete() {
      return complete()
    },
    reserve(scope, key, version) {
      if (same(scope, key, version) !== undefined) return undefined
      const entry = { id: entries.length + 1, scope, key, version, archive: undefined, done: false }
      entries.push(entry)
      return entry
    },
    finish(scope, key, version, size) {
      const entry = same(scope, key, version)
      if (entry === undefined || entry.archive?.length !== size) return undefined
      entry.done = true
      return entry
    },
    upload(id, archive) {
      const at = entries.findIndex((entry) => entry.id === id && !entry.done)
      if (at >= 0) entries[at] = { ...entries[at]!, archive }
      return at >= 0
    },
    archiveOf: (id) => complete().find((entry) => entry.id === id)?.archive,
    find(scopes, keys, version) {
      const candidates = complete().filter((entry) => entry.version === version)
      for (const scope of scopes) {
        const found = firstMatch(candidates.filter((entry) => entry.scope === scope).toReversed(), keys)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

function firstMatch(newestFirst: readonly CacheEntry[], keys: readonly string[]): CacheEntry | undefined {
  for (const key of keys) {
    const exact = newestFirst.find((entry) => entry.key === key)
    const found = exact ?? newestFirst.find((entry) => entry.key.startsWith(key))
    if (found !== undefined) return found
  }
  return undefined
}
