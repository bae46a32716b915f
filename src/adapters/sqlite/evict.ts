import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** What is left below the limit, so that the next run does not have to evict again. */
const SHARE_KEPT = 0.9

/**
 * Lets answers go until the file is within its limit: those first that were not used for longest, of the same day those that
 * were asked earlier. Nobody else may use the file. Returns how many went.
 */
export function evict(database: DatabaseSync, largestFile: number): number {
  let evicted = 0
  for (let size = sizeOf(database); size > largestFile; size = sizeOf(database)) {
    const calls = Number(database.prepare('SELECT count(*) AS calls FROM calls').get()?.['calls'])
    if (calls === 0) break
    const surplus = Math.ceil(calls * (1 - (SHARE_KEPT * largestFile) / size))
    const oldest = 'SELECT key FROM calls ORDER BY used NULLS FIRST, at NULLS FIRST, key LIMIT ?'
    evicted += Number(database.prepare(`DELETE FROM calls WHERE key IN (${oldest})`).run(surplus).changes)
    database.exec('VACUUM')
  }
  return evicted
}

/**
 * The same for a store that others may use, at the end of a run: only the last one to close it evicts, so that no run that is
 * under way loses what it counts on. Where that cannot be, the next one to close it does.
 */
export function evictWhenAlone(database: DatabaseSync, largestFile: number): void {
  try {
    if (pagesOf(database) > largestFile && isAlone(database)) evict(database, largestFile)
  } catch {
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}

/** Leaving WAL needs the file alone; whoever opens it next goes back to it. */
function isAlone(database: DatabaseSync): boolean {
  database.exec('PRAGMA busy_timeout = 0')
  return database.prepare('PRAGMA journal_mode = DELETE').get()?.['journal_mode'] === 'delete'
}

/** With what is still in the log beside the file. */
function pagesOf(database: DatabaseSync): number {
  const numberOf = (pragma: string): number => Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma])
  return numberOf('page_count') * numberOf('page_size')
}

function sizeOf(database: DatabaseSync): number {
  const file = database.location()
  return file === null ? 0 : statSync(file).size
}
