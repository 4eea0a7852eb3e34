/** What a SQLite library throws, as an error of hookstamp. */
import { HookstampError, isHookstampError } from '../errors.js'

/** Primary result codes. @see https://sqlite.org/rescode.html */
const NAMES: Readonly<Record<string, number>> = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_NOTADB: 26,
}

const WHY: Readonly<Record<number, string>> = {
  5: 'it is locked by another connection',
  6: 'it is locked by another connection',
  8: 'it is read-only',
  10: 'the disk reports an error',
  11: 'the file is damaged',
  13: 'the disk, or the size allowed to the database, is full',
  14: 'the file cannot be opened',
  26: 'the file is not a SQLite database',
}

/** The primary result code of what a library threw, if it tells. */
export function resultCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  // node:sqlite has `errcode`, libsql `rawCode`, Bun `errno`; better-sqlite3 has only the name in `code`.
  const { errcode, rawCode, errno, code } = error as Record<string, unknown>
  for (const number of [errcode, rawCode, errno]) {
    if (typeof number === 'number') return number & 0xff
  }
  if (typeof code !== 'string') return undefined
  const [name] = /^SQLITE_[A-Z]+/.exec(code) ?? []
  return name === undefined ? undefined : NAMES[name]
}

/** Whether another connection is in the way, so that trying again helps. */
export function isBusy(error: unknown): boolean {
  const code = resultCodeOf(error)
  return code === 5 || code === 6
}

/** Whether `BEGIN` was refused because a transaction is open on this very connection: the host's. */
export function isNested(error: unknown): boolean {
  return error instanceof Error && /within a transaction/.test(error.message)
}

/** Errors of hookstamp as they are; all others as `store-unavailable` with the error as its cause. */
export function toStoreError(error: unknown): HookstampError {
  if (isHookstampError(error)) return error
  const why = WHY[resultCodeOf(error) ?? -1] ?? (error instanceof Error ? error.message : String(error))
  return new HookstampError('store-unavailable', `The SQLite database failed, nothing was stored: ${why}.`, {
    cause: error,
  })
}
