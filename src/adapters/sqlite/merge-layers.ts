import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { openCallStore, UnusableCallStore } from './call-store.ts'

export interface MergeLimits {
  /** Bytes that the merged file may have; beyond it the oldest answers go. Default 200 MB: a repository's caches share 10 GB. */
  readonly largestFile?: number
}

const defaultLargestFile = 200 * 1024 * 1024

export interface Merged {
  /** Answers that the file has now and had not, or not as new. Where there are none, the file was left as it was. */
  readonly added: number
  /** Answers that went to keep the file within its limit. */
  readonly evicted: number
  /** Sources that were left out, each with the reason. */
  readonly unreadable: readonly UnusableCallStore[]
}

/**
 * Adds the answers of other stores to the layer in a file; the newer answer of a call stays. The layer is replaced whole,
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
    const evicted = copied.changes === 0 ? 0 : evictOldest(database, limits.largestFile ?? defaultLargestFile)
    database.close()
    if (copied.changes > 0) replaceDatabase(draft, into)
    return { added: copied.changes, evicted, unreadable: [...held.unreadable, ...copied.unreadable] }
  } finally {
    if (database.isOpen) database.close()
    removeDatabase(draft)
  }
}

interface Copied {
  readonly changes: number
  readonly unreadable: readonly UnusableCallStore[]
}

function copyAll(database: DatabaseSync, files: readonly string[]): Copied {
  let changes = 0
  const unreadable: UnusableCallStore[] = []
  for (const file of files.filter((file) => existsSync(file))) {
    try {
      changes += copyFrom(database, file)
    } catch (error) {
      unreadable.push(new UnusableCallStore(`${file} is left out: ${(error as Error).message}`, { cause: error }))
    }
  }
  return { changes, unreadable }
}

/** All answers of a store, or none. What is called `calls` must be a table: a view could compute without end. */
function copyFrom(database: DatabaseSync, file: string): number {
  database.prepare('ATTACH ? AS source').run(file)
  try {
    const version = Number(database.prepare('PRAGMA source.user_version').get()?.['user_version'])
    if (version !== 1) throw new Error(`it is of version ${version}`)
    const kind = database.prepare("SELECT type FROM source.sqlite_schema WHERE name = 'calls'").get()
    if (kind?.['type'] !== 'table') throw new Error('it has no table of calls')
    return Number(database.prepare(copyCalls).run().changes)
  } finally {
    database.exec('DETACH source')
  }
}

const copyCalls = `
  INSERT INTO main.calls (key, provider, model, origin, at, answer)
  SELECT key, provider, model, origin, at, answer FROM source.calls WHERE true
  ON CONFLICT (key) DO UPDATE SET
    provider = excluded.provider, model = excluded.model, origin = excluded.origin, at = excluded.at, answer = excluded.answer
  WHERE excluded.at > calls.at OR (excluded.at IS NOT NULL AND calls.at IS NULL)`

/** Answers without a time go first. */
function evictOldest(database: DatabaseSync, largestFile: number): number {
  let evicted = 0
  for (let size = sizeOf(database); size > largestFile; size = sizeOf(database)) {
    const calls = Number(database.prepare('SELECT count(*) AS calls FROM calls').get()?.['calls'])
    if (calls === 0) break
    const surplus = Math.ceil(calls * (1 - (0.9 * largestFile) / size))
    const oldest = 'SELECT key FROM calls ORDER BY at NULLS FIRST, key LIMIT ?'
    evicted += Number(database.prepare(`DELETE FROM calls WHERE key IN (${oldest})`).run(surplus).changes)
    database.exec('VACUUM')
  }
  return evicted
}

function sizeOf(database: DatabaseSync): number {
  const file = database.location()
  return file === null ? 0 : statSync(file).size
}

/** What waits beside the old file would be taken for the new one's. */
function replaceDatabase(draft: string, into: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${into}${suffix}`, { force: true })
  renameSync(draft, into)
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}
