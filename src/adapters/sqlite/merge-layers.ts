import { existsSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { openCallStore, UnusableCallStore } from './call-store.ts'
import { evict } from './evict.ts'
import { isReadable, versionOf } from './schema.ts'

export interface MergeLimits {
  /** Bytes that the merged file may have; beyond it the answers go that were not used for longest. Default 200 MB: a repository's caches share 10 GB. */
  readonly largestFile?: number
}

const defaultLargestFile = 200 * 1024 * 1024

export interface Merged {
  /** Answers that the file has now and had not, or not as new. Where there are neither these nor looks, it was left as it was. */
  readonly added: number
  /** Looks that the file has now and had not. */
  readonly looks: number
  /** Answers that went to keep the file within its limit. */
  readonly evicted: number
  /** Sources that were left out, each with the reason. */
  readonly unreadable: readonly UnusableCallStore[]
}

/**
 * Adds the answers and looks of other stores to the layer in a file; the newer answer of a call stays. The layer is replaced whole,
 * by a rename: a kill at any instant leaves the one before. A layer that cannot be read is begun anew. Sources that do not
 * exist hold nothing. Nobody else may merge into the same file at the time.
 */
export function mergeCallStores(from: readonly string[], into: string, limits: MergeLimits = {}): Merged {
  const draft = `${into}.merging`
  removeDatabase(draft)
  openCallStore(draft)[Symbol.dispose]()
  const database = new DatabaseSync(draft)
  try {
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE')
    const held = copyAll(database, [into])
    const copied = copyAll(database, from)
    const { calls: added, looks } = copied
    const isNew = added + looks > 0
    const evicted = isNew ? evict(database, limits.largestFile ?? defaultLargestFile) : 0
    database.close()
    if (isNew) replaceDatabase(draft, into)
    return { added, looks, evicted, unreadable: [...held.unreadable, ...copied.unreadable] }
  } finally {
    if (database.isOpen) database.close()
    removeDatabase(draft)
  }
}

interface Changes {
  readonly calls: number
  readonly looks: number
}

interface Copied extends Changes {
  readonly unreadable: readonly UnusableCallStore[]
}

function copyAll(database: DatabaseSync, files: readonly string[]): Copied {
  const changes: Changes[] = []
  const unreadable: UnusableCallStore[] = []
  for (const file of files.filter((file) => existsSync(file))) {
    try {
      changes.push(copyFrom(database, file))
    } catch (error) {
      unreadable.push(new UnusableCallStore(`${file} is left out: ${(error as Error).message}`, { cause: error }))
    }
  }
  const all = (of: keyof Changes): number => changes.reduce((total, one) => total + one[of], 0)
  return { calls: all('calls'), looks: all('looks'), unreadable }
}

/** All that a store holds, or nothing. */
function copyFrom(database: DatabaseSync, file: string): Changes {
  database.prepare('ATTACH ? AS source').run(file)
  try {
    const version = versionOf(database, 'source')
    if (!isReadable(version)) throw new Error(`it is of version ${version}`)
    database.exec('BEGIN')
    const changes = copyTables(database, version)
    database.exec('COMMIT')
    return changes
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK')
    database.exec('DETACH source')
  }
}

function copyTables(database: DatabaseSync, version: number): Changes {
  requireTable(database, 'calls')
  const copy = (sql: string): number => Number(database.prepare(sql).run().changes)
  if (version < 2) return { calls: copy(copyCalls('NULL')), looks: 0 }
  requireTable(database, 'looks')
  return { calls: copy(copyCalls('used')), looks: copy(copyLooks) }
}

/** A view could compute without end. */
function requireTable(database: DatabaseSync, name: string): void {
  const kind = database.prepare('SELECT type FROM source.sqlite_schema WHERE name = ?').get(name)
  if (kind?.['type'] !== 'table') throw new Error(`it has no table of ${name}`)
}

const copyCalls = (used: string): string => `
  INSERT INTO main.calls (key, provider, model, origin, at, answer, used)
  SELECT key, provider, model, origin, at, answer, ${used} FROM source.calls WHERE true
  ON CONFLICT (key) DO UPDATE SET
    provider = excluded.provider, model = excluded.model, origin = excluded.origin, at = excluded.at, answer = excluded.answer,
    used = max(coalesce(excluded.used, calls.used), coalesce(calls.used, excluded.used))
  WHERE excluded.at > calls.at OR (excluded.at IS NOT NULL AND calls.at IS NULL)`

/** Numbers are given where a look is taken; of two that were given, the one that leaves less to chance stays. */
const copyLooks = `
  INSERT INTO main.looks (against, head, seen, look, attempt)
  SELECT against, head, seen, look, attempt FROM source.looks WHERE true
  ON CONFLICT (against, head, seen) DO UPDATE SET look = excluded.look, attempt = max(attempt, excluded.attempt)
  WHERE excluded.look > looks.look`

/** What waits beside the old file would be taken for the new one's. */
function replaceDatabase(draft: string, into: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${into}${suffix}`, { force: true })
  renameSync(draft, into)
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}
