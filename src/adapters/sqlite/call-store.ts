import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import type { Answer, CallStore, StoredCall } from '../../evaluation/call.ts'

/** Kept in SQLite's `user_version`. */
const schemaVersion = 1
/** How long a process waits for another one's write, in ms. */
const busyTimeoutMs = 10_000

/** The call store cannot be used as it is. */
export class UnusableCallStore extends Error {
  override readonly name = 'UnusableCallStore'
}

export interface SqliteCallStore extends CallStore, Disposable {
  /** Where a file that was no intact database was moved; undefined where there was none. */
  readonly movedAside: string | undefined
}

/**
 * The call store in a file, created with its folder if need be. Several processes may use it at once, and be killed at any
 * instant: an answer that was put is there. A corrupt file is moved aside, to `<file>.corrupt`, and an empty one begun:
 * losing it costs money, never correctness. A file of a newer version is left alone.
 * @throws UnusableCallStore where the file cannot be opened, or is of a newer version
 */
export function openCallStore(file: string): SqliteCallStore {
  try {
    return openWhenFree(file)
  } catch (error) {
    if (!isCorrupt(error)) throw unusable(file, error)
  }
  try {
    return open(file, moveAside(file))
  } catch (error) {
    throw unusable(file, error)
  }
}

/** Switching to WAL needs the file alone, and SQLite does not wait for that: we do. */
function openWhenFree(file: string): SqliteCallStore {
  const started = performance.now()
  for (;;) {
    try {
      return open(file, undefined)
    } catch (error) {
      if (!isBusy(error) || performance.now() - started > busyTimeoutMs) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

/** SQLITE_BUSY. */
function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: number }
  return errcode !== undefined && (errcode & 0xff) === 5
}

/**
 * A store that is only read: a layer from elsewhere, such as main's. It is not changed, whatever it is.
 * @throws UnusableCallStore where it is no intact call store of a version that this program knows
 */
export function openCallLayer(file: string): CallStore & Disposable {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs })
    try {
      database.exec('PRAGMA trusted_schema = OFF')
      if (versionOf(database) !== schemaVersion) throw new Error(`it is of version ${versionOf(database)}`)
      return layerIn(database)
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    throw unusable(file, error)
  }
}

function layerIn(database: DatabaseSync): CallStore & Disposable {
  const select = database.prepare(selectCall)
  return {
    get: (key) => storedCall(select, key),
    put() {
      throw new TypeError('a layer is only read')
    },
    [Symbol.dispose]: () => database.close(),
  }
}

function open(file: string, movedAside: string | undefined): SqliteCallStore {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(database)
    return storeIn(database, movedAside)
  } catch (error) {
    database.close()
    throw error
  }
}

function migrate(database: DatabaseSync): void {
  const version = versionOf(database)
  if (version === schemaVersion) return
  if (version > schemaVersion) throw new Error(`it is of version ${version}, this program knows up to ${schemaVersion}`)
  database.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS calls (
      key TEXT PRIMARY KEY, provider TEXT NOT NULL, model TEXT NOT NULL, origin TEXT NOT NULL, at INTEGER, answer TEXT NOT NULL
    ) STRICT;
    PRAGMA user_version = ${schemaVersion};
    COMMIT`)
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}

const selectCall = 'SELECT key, provider, model, origin, at, answer FROM calls WHERE key = ?'

function storeIn(database: DatabaseSync, movedAside: string | undefined): SqliteCallStore {
  const select = database.prepare(selectCall)
  const insert = database.prepare(
    'INSERT OR REPLACE INTO calls (key, provider, model, origin, at, answer) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return {
    movedAside,
    get: (key) => storedCall(select, key),
    put({ key, provider, model, origin, at, answer }) {
      insert.run(key, provider, model, origin, at ?? null, JSON.stringify(answer))
    },
    [Symbol.dispose]: () => database.close(),
  }
}

function storedCall(select: StatementSync, key: StoredCall['key']): StoredCall | undefined {
  const row = select.get(key)
  if (row === undefined) return undefined
  const answer = JSON.parse(String(row['answer'])) as Answer
  return {
    version: 1,
    key,
    provider: String(row['provider']),
    model: String(row['model']),
    origin: String(row['origin']),
    at: row['at'] === null ? undefined : Number(row['at']),
    // What JSON left out is there again.
    answer: { ...answer, servedModel: answer.servedModel, usage: answer.usage, latencyMs: answer.latencyMs },
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
function isCorrupt(error: unknown): boolean {
  const { errcode } = error as { errcode?: number }
  return errcode !== undefined && [11, 26].includes(errcode & 0xff)
}

function moveAside(file: string): string {
  const aside = `${file}.corrupt`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`)
  }
  return aside
}

function unusable(file: string, error: unknown): UnusableCallStore {
  const why = error instanceof Error ? error.message : String(error)
  const remedy = 'Deleting it costs money (what it remembers is asked again), never correctness.'
  return new UnusableCallStore(`the call store ${file} cannot be used: ${why}. ${remedy}`, { cause: error })
}
