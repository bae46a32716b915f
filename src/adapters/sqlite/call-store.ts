import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import type { Answer, CallStore, StoredCall } from '../../evaluation/call.ts'
import type { LookRecord, PastLooks } from '../../verdict/look-record.ts'
import { evictWhenAlone } from './evict.ts'
import { lookRecordIn, pastLooksIn } from './looks.ts'
import { isReadable, migrate, versionOf } from './schema.ts'
import { openStamps } from './stamps.ts'

/** How long a process waits for another one's write, in ms. */
const busyTimeoutMs = 10_000

/** The call store cannot be used as it is. */
export class UnusableCallStore extends Error {
  override readonly name = 'UnusableCallStore'
}

export interface SqliteCallStore extends CallStore, Disposable {
  /** What was looked at, and how often. */
  readonly looks: LookRecord
  /** Where a file that was no intact database was moved; undefined where there was none. */
  readonly movedAside: string | undefined
}

export interface StoreOptions {
  /** Bytes that the file may have once nobody uses it; beyond it the answers go that were not used for longest. Default: any. */
  readonly largestFile?: number | undefined
  /** Epoch ms: answers are stamped with the day on which they were used. */
  readonly now?: () => number
}

/**
 * The call store in a file, created with its folder if need be. Several processes may use it at once, and be killed at any
 * instant: an answer that was put is there. A corrupt file is moved aside, to `<file>.corrupt`, and an empty one begun:
 * losing it costs money, never correctness. A file of an older version is brought to this one, a newer one is left alone.
 * @throws UnusableCallStore where the file cannot be opened, or is of a newer version
 */
export function openCallStore(file: string, options: StoreOptions = {}): SqliteCallStore {
  try {
    return openWhenFree(file, options)
  } catch (error) {
    if (!isCorrupt(error)) throw unusable(file, error)
  }
  try {
    return open(file, moveAside(file), options)
  } catch (error) {
    throw unusable(file, error)
  }
}

/** Switching to WAL needs the file alone, and SQLite does not wait for that: we do. */
function openWhenFree(file: string, options: StoreOptions): SqliteCallStore {
  const started = performance.now()
  for (;;) {
    try {
      return open(file, undefined, options)
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

/** A store that is only read. */
export interface SqliteCallLayer extends CallStore, Disposable {
  readonly looks: PastLooks
}

/**
 * A store that is only read: a layer from elsewhere, such as main's, also of an older version. It is not changed, whatever it is.
 * @throws UnusableCallStore where it is no intact call store of a version that this program knows
 */
export function openCallLayer(file: string): SqliteCallLayer {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs })
    try {
      database.exec('PRAGMA trusted_schema = OFF')
      if (!isReadable(versionOf(database))) throw new Error(`it is of version ${versionOf(database)}`)
      return layerIn(database)
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    throw unusable(file, error)
  }
}

function layerIn(database: DatabaseSync): SqliteCallLayer {
  const select = database.prepare(selectCall)
  return {
    get: (key) => storedCall(select, key),
    put() {
      throw new TypeError('a layer is only read')
    },
    looks: pastLooksIn(database),
    [Symbol.dispose]: () => database.close(),
  }
}

function open(file: string, movedAside: string | undefined, options: StoreOptions): SqliteCallStore {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(database)
    return storeIn(database, movedAside, options)
  } catch (error) {
    database.close()
    throw error
  }
}

const columns = 'key, provider, model, origin, at, answer'
const selectCall = `SELECT ${columns} FROM calls WHERE key = ?`

function storeIn(
  database: DatabaseSync,
  movedAside: string | undefined,
  { largestFile = Infinity, now = Date.now }: StoreOptions,
): SqliteCallStore {
  const select = database.prepare(`SELECT ${columns}, used FROM calls WHERE key = ?`)
  const insert = database.prepare(`INSERT OR REPLACE INTO calls (${columns}, used) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const stamps = openStamps(database, now)
  return {
    movedAside,
    looks: lookRecordIn(database),
    get: (key) => storedCall(select, key, stamps.note),
    put({ key, provider, model, origin, at, answer }) {
      insert.run(key, provider, model, origin, at ?? null, JSON.stringify(answer), stamps.today())
    },
    [Symbol.dispose]() {
      stamps.write()
      evictWhenAlone(database, largestFile)
      database.close()
    },
  }
}

function storedCall(
  select: StatementSync,
  key: StoredCall['key'],
  note: (key: string, used: unknown) => void = () => {},
): StoredCall | undefined {
  const row = select.get(key)
  if (row === undefined) return undefined
  note(key, row['used'])
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
