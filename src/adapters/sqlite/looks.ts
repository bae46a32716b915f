import type { DatabaseSync } from 'node:sqlite'
import type { Digest } from '../../digest/digest.ts'
import { type LookRecord, numberLook, type PastLooks, type TakenLook } from '../../verdict/look-record.ts'
import { versionOf } from './schema.ts'

const selectLooks = 'SELECT against, head, seen, look, attempt FROM looks WHERE against = ?'

/** The looks in a file that is only read; one of the first version has none. */
export function pastLooksIn(database: DatabaseSync): PastLooks {
  if (versionOf(database) < 2) return { lookedAt: () => [] }
  const select = database.prepare(selectLooks)
  return { lookedAt: (against) => select.all(against).map(takenLook) }
}

/** The looks in a file. Several processes may take looks at once: no two different ones get the same number. */
export function lookRecordIn(database: DatabaseSync): LookRecord {
  const past = pastLooksIn(database)
  const insert = database.prepare(
    'INSERT OR IGNORE INTO looks (against, head, seen, look, attempt) VALUES (?, ?, ?, ?, ?)',
  )
  return {
    lookedAt: (against) => past.lookedAt(against),
    take(at, elsewhere = []) {
      database.exec('BEGIN IMMEDIATE')
      try {
        const numbers = numberLook(at, [...past.lookedAt(at.against), ...elsewhere])
        insert.run(at.against, at.head, at.seen, numbers.look, numbers.attempt)
        database.exec('COMMIT')
        return numbers
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
  }
}

function takenLook(row: Record<string, unknown>): TakenLook {
  return {
    against: String(row['against']) as Digest,
    head: String(row['head']) as Digest,
    seen: String(row['seen']) as Digest,
    look: Number(row['look']),
    attempt: Number(row['attempt']),
  }
}
