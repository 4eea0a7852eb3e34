/**
 * One owner for a database file. A file beside it is locked by the operating system for as long as the owner lives, so
 * a process that was killed blocks nobody; a row says who it is, and lets an owner notice that it was replaced.
 */
import { HookstampError } from '../errors.js'
import { toHex } from '../internal/hex.js'
import { systemRandom } from '../internal/random.js'
import { isBusy } from './failure.js'
import { fileOf } from './settings.js'
import type { SqliteDatabase } from './sqlite-database.js'

/**
 * Locks the file beside the database; nothing is locked for a database in memory, which no other can open.
 *
 * @throws HookstampError `database-owned`
 */
export function lockFor(database: SqliteDatabase): void {
  const file = fileOf(database)
  if (file === '') return
  try {
    database.exec(`ATTACH '${`${file}-owner`.replaceAll("'", "''")}' AS hookstamp_lock`)
  } catch (error) {
    throw isBusy(error) ? owned(database, error) : error
  }
  try {
    // Taken with the first write, held until the file is closed; there is nothing in it that could be lost.
    database.exec('PRAGMA hookstamp_lock.locking_mode = EXCLUSIVE')
    database.prepare('PRAGMA hookstamp_lock.journal_mode = MEMORY').get()
    database.exec('PRAGMA hookstamp_lock.synchronous = OFF')
    database.exec('PRAGMA hookstamp_lock.user_version = 1')
  } catch (error) {
    unlock(database)
    throw isBusy(error) ? owned(database, error) : error
  }
}

/** Gives the file back. */
export function unlock(database: SqliteDatabase): void {
  if (fileOf(database) === '') return
  try {
    database.exec('DETACH hookstamp_lock')
  } catch {
    // Closed by the host already, which unlocks as well.
  }
}

/** Signs the database as ours; answers with what only we have written there. */
export function signAsOwner(database: SqliteDatabase, now: number): string {
  const bytes = new Uint8Array(16)
  systemRandom.fill(bytes)
  const token = toHex(bytes)
  database
    .prepare('INSERT OR REPLACE INTO hookstamp_owner (id, token, pid, opened_at) VALUES (1, ?, ?, ?)')
    .run(token, process.pid, now)
  return token
}

/** Why we are not the owner any more: only if somebody has removed the lock's file. */
export function replaced(): HookstampError {
  return new HookstampError(
    'database-owned',
    'Nothing was stored: another process has taken this SQLite database over while this one was using it. ' +
      'Never remove the file whose name ends in -owner; restart this process once the other one has ended.',
  )
}

function owned(database: SqliteDatabase, cause: unknown): HookstampError {
  return new HookstampError(
    'database-owned',
    `This SQLite database is in use by ${whoOwns(database)}; it has one owner at a time. ` +
      'End the other one, or use PostgreSQL for several. ' +
      'Within a process, pass the same database object to store, queue and guard.',
    { cause },
  )
}

function whoOwns(database: SqliteDatabase): string {
  try {
    const row = database.prepare('SELECT pid FROM hookstamp_owner').get() as { pid: number } | undefined
    if (row?.pid === process.pid) return 'this process already, by another connection'
    if (row !== undefined) return `process ${row.pid}`
  } catch {
    // It is just being opened for the first time.
  }
  return 'another process'
}
