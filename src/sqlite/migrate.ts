import { HookstampError } from '../errors.js'
import { migrations } from './schema.js'
import type { SqliteDatabase } from './sqlite-database.js'

/**
 * Brings the tables up to date, as a whole or not at all. To be called by the owner only.
 *
 * @throws HookstampError `database-newer` for tables of a later version
 */
export function migrate(database: SqliteDatabase, now: number, steps: readonly string[] = migrations): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    database.exec(
      'CREATE TABLE IF NOT EXISTS hookstamp_migrations (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)',
    )
    const { version } = database
      .prepare('SELECT coalesce(max(version), 0) AS version FROM hookstamp_migrations')
      .get() as { version: number }
    if (version > steps.length) {
      throw new HookstampError(
        'database-newer',
        `The tables in this SQLite database have version ${version}; this hookstamp knows ${steps.length}. ` +
          'Use the version of hookstamp that migrated it, or a later one.',
      )
    }
    for (const [index, step] of steps.entries()) {
      if (index < version) continue
      database.exec(step)
      database.prepare('INSERT INTO hookstamp_migrations VALUES (?, ?)').run(index + 1, now)
    }
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
