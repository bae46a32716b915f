import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { DeliveryFault } from '../../../promotion/driver.ts'

/** SQLITE_BUSY. */
const busy = 5
const pollMs = 25

/**
 * Holds the lock of a file until disposed. Node has no file locks of its own, and SQLite's are those of the operating system:
 * a process that is killed holds none. The file stays empty.
 * @throws DeliveryFault where another process holds it for longer than `timeoutMs`
 */
export async function lockFile(file: string, timeoutMs: number): Promise<Disposable> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const lock = tryLock(file)
    if (lock !== undefined) return lock
    if (performance.now() > deadline) throw new DeliveryFault('another process has been delivering there for too long')
    await setTimeout(pollMs)
  }
}

/** The closure holds the handle: one that is collected as garbage would give the lock away. */
function tryLock(file: string): Disposable | undefined {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return { [Symbol.dispose]: () => database.close() }
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return ((error as { errcode?: number }).errcode ?? 0) % 256 === busy
}
