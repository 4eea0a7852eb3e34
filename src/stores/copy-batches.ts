/** Reads a table of SQLite in batches that are bounded in rows and in bytes. */
import { HookstampError } from '../errors.js'
import type { SqliteDatabase, SqliteValue, Statement } from '../sqlite/sqlite-database.js'
import type { CopiedTable } from './copy-tables.js'
import { toBytes, type Column } from './rows/column.js'

const MOST_ROWS = 1000
// A row alone may be larger. What a batch takes is a few times as much: it is turned into JSON.
const MOST_BYTES = 4_000_000

/** The rows of a table, their values in the order of its columns. */
export function* batchesOf(
  database: SqliteDatabase,
  table: CopiedTable,
  { mostRows = MOST_ROWS, mostBytes = MOST_BYTES }: { mostRows?: number; mostBytes?: number } = {},
): Generator<readonly (readonly Column[])[]> {
  const { from, columns, key } = table
  const keys = key.map((name, index) => `${name} AS key${index}`).join(', ')
  const size = columns.map((name) => `coalesce(length(${name}), 0)`).join(' + ')
  const place = `(${key.join(', ')})`
  const values = `(${key.map(() => '?').join(', ')})`
  const later = `${place} > ${values}`
  const upTo = `${place} <= ${values}`
  const select = (what: string, conditions: readonly (string | undefined)[], end = ''): Statement => {
    const all = [...conditions, table.where].filter((condition) => condition !== undefined)
    const where = all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`
    return database.prepare(`SELECT ${what} FROM ${from} ${where} ORDER BY ${key.join(', ')} ${end}`)
  }
  const [sized, limit] = [`${keys}, ${size} AS size`, `LIMIT ${mostRows}`]
  const first = { sizes: select(sized, [], limit), rows: select(columns.join(', '), [upTo]) }
  const next = { sizes: select(sized, [later], limit), rows: select(columns.join(', '), [later, upTo]) }
  for (let after: SqliteValue[] = []; ;) {
    const { sizes, rows } = after.length === 0 ? first : next
    const last = lastOf(sizes.all(...after) as Sized[], mostBytes)
    if (last === undefined) return
    const end = key.map((_, index) => last[`key${index}`] as SqliteValue)
    // A library that cuts a text short at a NUL would begin with the same row again and again.
    if (end.every((value, index) => value === after[index])) throw unstorable(from)
    yield (rows.all(...after, ...end) as Readonly<Record<string, unknown>>[]).map((row) =>
      columns.map((name) => toColumn(row[name])),
    )
    after = end
  }
}

/** @param from the table in SQLite */
export function unstorable(from: string, cause?: unknown): HookstampError {
  return new HookstampError(
    'record-invalid',
    `Nothing was copied: in ${from} is a text that PostgreSQL cannot keep, with a NUL or half a surrogate pair in it.`,
    { cause },
  )
}

type Sized = Readonly<Record<string, unknown>> & { readonly size: number | bigint }

/** The last row that still fits; the first one always does. */
function lastOf(rows: readonly Sized[], mostBytes: number): Sized | undefined {
  let bytes = 0
  const tooMuch = rows.findIndex(({ size }) => (bytes += Number(size)) > mostBytes)
  return tooMuch === -1 ? rows.at(-1) : rows[Math.max(0, tooMuch - 1)]
}

/** Some libraries answer with whole numbers as bigints when told to, or with bytes in a buffer of another kind. */
function toColumn(value: unknown): Column {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'object' && value !== null ? toBytes(value as Uint8Array) : (value as Column)
}
