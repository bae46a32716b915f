import type { DatabaseSync } from 'node:sqlite'

/** Kept in SQLite's `user_version`. */
export const schemaVersion = 2

/** What the file of a version has more than that of the one before. */
const migrations: { readonly [version: number]: string } = {
  1: `CREATE TABLE calls (
      key TEXT PRIMARY KEY, provider TEXT NOT NULL, model TEXT NOT NULL, origin TEXT NOT NULL, at INTEGER, answer TEXT NOT NULL
    ) STRICT;`,
  // `used`: the day, counted from 1970 in UTC, on which an answer was last asked or read.
  2: `ALTER TABLE calls ADD COLUMN used INTEGER;
    CREATE TABLE looks (
      against TEXT NOT NULL, head TEXT NOT NULL, seen TEXT NOT NULL, look INTEGER NOT NULL, attempt INTEGER NOT NULL,
      PRIMARY KEY (against, head, seen)
    ) STRICT, WITHOUT ROWID;`,
}

export function versionOf(database: DatabaseSync, name = 'main'): number {
  return Number(database.prepare(`PRAGMA ${name}.user_version`).get()?.['user_version'])
}

/** Whether this program reads a file of that version as it is. */
export function isReadable(version: number): boolean {
  return Object.hasOwn(migrations, version)
}

/**
 * Brings the file to this version, whoever else does so at the time.
 * @throws Error where it is of a newer one
 */
export function migrate(database: DatabaseSync): void {
  const version = versionOf(database)
  if (version === schemaVersion) return
  if (version > schemaVersion) throw new Error(`it is of version ${version}, this program knows up to ${schemaVersion}`)
  database.exec('BEGIN IMMEDIATE')
  try {
    for (let next = versionOf(database) + 1; next <= schemaVersion; next += 1) {
      database.exec(`${migrations[next]}; PRAGMA user_version = ${next}`)
    }
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
