/** Many records as two parameters, which every client can send: JSON in text, and all bytes in a row. */
import type { Column } from './rows/column.js'

// Everything else is text. Instants and durations as numeric, which a column of whole numbers rounds.
const types: Readonly<Record<string, string>> = {
  at: 'integer',
  number: 'bigint',
  started_at: 'numeric',
  duration_ns: 'numeric',
  response_status: 'bigint',
  user_id: 'bigint',
  invitee_id: 'bigint',
  inviter_id: 'bigint',
  root_id: 'bigint',
  parent_id: 'bigint',
  namespace_id: 'bigint',
  author_id: 'bigint',
  webhook_id: 'bigint',
  ssl: 'boolean',
  active: 'boolean',
  ordered: 'boolean',
  rate_per_second: 'double precision',
  timeout_ms: 'numeric',
  attempts: 'bigint',
  uncharged: 'bigint',
  next_attempt_at: 'numeric',
  ended_at: 'numeric',
  outlives_webhook: 'boolean',
  created_at: 'numeric',
  deleted_at: 'numeric',
  expires_at: 'numeric',
  received_at: 'numeric',
}

export interface Packed {
  readonly json: string
  readonly bytes: Uint8Array
}

/** @param records their values in the order of the columns */
export function pack(columns: readonly string[], records: readonly (readonly Column[])[]): Packed {
  const pieces: Uint8Array[] = []
  let length = 0
  const rows = records.map((values) => {
    const row: Record<string, Column> = {}
    columns.forEach((column, index) => {
      const value = values[index] as Column
      if (value instanceof Uint8Array) {
        row[`${column}_from`] = length
        row[`${column}_bytes`] = value.length
        pieces.push(value)
        length += value.length
      } else {
        row[column] = value
      }
    })
    return row
  })
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return { json: JSON.stringify(rows), bytes }
}

/**
 * The records as a table.
 *
 * @param json the parameter, `$1`
 * @param blobs the columns that are bytes
 */
export function unpacked(json: string, columns: readonly string[], blobs: readonly string[] = []): string {
  const fields = columns.flatMap((column) =>
    blobs.includes(column)
      ? [`${column}_from integer`, `${column}_bytes integer`]
      : [`${column} ${types[column] ?? 'text'}`],
  )
  // By way of text: a client that asks the server for the type would take JSON apart itself.
  return `json_to_recordset(${json}::text::json) as x(${fields.join(', ')})`
}

/** The bytes of a column of an unpacked record. @param bytes the parameter, `$2` */
export function blob(column: string, bytes: string, record: string): string {
  return `substring(${bytes}::bytea from ${record}.${column}_from + 1 for ${record}.${column}_bytes)`
}

/** What `$3` stands for, for values of a query. */
export function binder(values: unknown[]): (value: Column) => string {
  return (value) => {
    values.push(value)
    const type = typeof value === 'number' ? (Number.isSafeInteger(value) ? 'bigint' : 'numeric') : 'text'
    return `$${values.length}::${type}`
  }
}

/** For `limit`: none for all. */
export function toLimit(limit: number): number | null {
  return Number.isSafeInteger(limit) ? limit : null
}
