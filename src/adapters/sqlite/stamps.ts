import type { DatabaseSync } from 'node:sqlite'

/** Which answers were used, kept by the day: a read writes nothing. */
export interface Stamps {
  /** The day it is, counted from 1970 in UTC. */
  today(): number
  /** An answer was read that was last used on a day (null: it is not known). */
  readonly note: (key: string, used: unknown) => void
  /** Stamps what was read. Where that cannot be, an answer is taken for one that was not used: it may cost money. */
  write(): void
}

const dayMs = 24 * 60 * 60_000
const mostNoted = 2_000

export function openStamps(database: DatabaseSync, now: () => number): Stamps {
  const noted = new Set<string>()
  const update = database.prepare('UPDATE calls SET used = ? WHERE key = ?')
  const today = (): number => Math.floor(now() / dayMs)

  function write(): void {
    if (noted.size === 0) return
    try {
      database.exec('BEGIN IMMEDIATE')
      for (const key of noted) update.run(today(), key)
      database.exec('COMMIT')
    } catch {
      if (database.isTransaction) database.exec('ROLLBACK')
    }
    noted.clear()
  }

  return {
    today,
    note(key, used) {
      if (used !== null && Number(used) >= today()) return
      noted.add(key)
      if (noted.size >= mostNoted) write()
    },
    write,
  }
}
