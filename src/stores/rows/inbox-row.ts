import type {
  InboxEntry,
  InboxError,
  InboxEvent,
  InboxQuery,
  InboxState,
  OverdueInboxEvent,
} from '../../ports/inbox.js'
import type { Verified } from '../../signing/verdict.js'
import {
  fromJson,
  toBytes,
  toJson,
  toJsonOrNull,
  toNumber,
  toNumberOrNull,
  type Column,
  type IntegerColumn,
} from './column.js'

/** A row of the inbox. */
export interface InboxRow {
  readonly id: string
  readonly dedupe_key: string
  readonly key: string
  readonly dialect: string
  readonly type: string | null
  /** JSON, as the verdict and the error. */
  readonly headers: string
  readonly verified: string
  readonly received_at: IntegerColumn
  readonly state: InboxState
  readonly attempts: IntegerColumn
  readonly next_attempt_at: IntegerColumn | null
  readonly ended_at: IntegerColumn | null
  readonly last_error: string | null
  readonly body: Uint8Array
}

/** What an event is written into, in the order of `inboxValues`; all but the last are read for a list. */
export const inboxColumns: readonly (keyof InboxRow)[] = [
  'id',
  'dedupe_key',
  'key',
  'dialect',
  'type',
  'headers',
  'verified',
  'received_at',
  'state',
  'attempts',
  'next_attempt_at',
  'ended_at',
  'last_error',
  'body',
]

export function inboxValues(event: InboxEvent): Column[] {
  return [
    event.id,
    event.dedupeKey,
    event.key,
    event.dialect,
    event.type,
    JSON.stringify(event.headers),
    JSON.stringify(event.verified),
    event.receivedAt,
    event.state,
    event.attempts,
    event.nextAttemptAt,
    event.endedAt,
    fromJson(event.lastError),
    event.body,
  ]
}

export function toInboxEntry(row: Omit<InboxRow, 'body'>): InboxEntry {
  return {
    id: row.id,
    dedupeKey: row.dedupe_key,
    key: row.key,
    dialect: row.dialect,
    type: row.type,
    headers: toJson<Record<string, string>>(row.headers),
    verified: toJson<Verified>(row.verified),
    receivedAt: toNumber(row.received_at),
    state: row.state,
    attempts: toNumber(row.attempts),
    nextAttemptAt: toNumberOrNull(row.next_attempt_at),
    endedAt: toNumberOrNull(row.ended_at),
    lastError: toJsonOrNull<InboxError>(row.last_error),
  }
}

export function toInboxEvent(row: InboxRow): InboxEvent {
  return { ...toInboxEntry(row), body: toBytes(row.body) }
}

export function toOverdueInboxEvent(
  row: Pick<InboxRow, 'id' | 'key' | 'next_attempt_at'>,
): OverdueInboxEvent {
  return { id: row.id, key: row.key, nextAttemptAt: toNumberOrNull(row.next_attempt_at) }
}

/**
 * The conditions of a query, to be joined by `and`; empty for all events.
 *
 * @param bind takes a value and answers with what stands for it in the SQL: `?`, or `$3`
 */
export function inboxFilter(query: InboxQuery, bind: (value: Column) => string): string[] {
  const conditions: string[] = []
  const narrow = (column: keyof InboxRow, operator: string, value: Column | undefined): void => {
    if (value !== undefined) conditions.push(`${column} ${operator} ${bind(value)}`)
  }
  narrow('state', '=', query.state)
  narrow('dialect', '=', query.dialect)
  narrow('received_at', '>=', query.since)
  narrow('received_at', '<', query.until)
  narrow('id', '<', query.before)
  if (query.types !== undefined) {
    // In some databases an empty list is no list.
    const types = query.types.map((type) => bind(type))
    conditions.push(types.length === 0 ? '1 = 0' : `type in (${types.join(', ')})`)
  }
  return conditions
}
