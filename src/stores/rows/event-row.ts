import type { StoredEvent } from '../../ports/delivery.js'
import { toBytes, toNumber, type Column, type IntegerColumn } from './column.js'

/** A row of the events. */
export interface EventRow {
  readonly id: string
  readonly type: string
  readonly namespace_id: IntegerColumn
  readonly idempotency_key: string | null
  readonly trace_context: string | null
  readonly body: Uint8Array
  readonly created_at: IntegerColumn
}

/** What an event is written into, in the order of `eventValues`. */
export const eventColumns: readonly (keyof EventRow)[] = [
  'id',
  'type',
  'namespace_id',
  'idempotency_key',
  'trace_context',
  'body',
  'created_at',
]

export function eventValues(event: StoredEvent): Column[] {
  return [
    event.id,
    event.type,
    event.namespaceId,
    event.idempotencyKey,
    event.traceContext,
    event.body,
    event.createdAt,
  ]
}

export function toEvent(row: EventRow): StoredEvent {
  return {
    id: row.id,
    type: row.type,
    namespaceId: toNumber(row.namespace_id),
    idempotencyKey: row.idempotency_key,
    traceContext: row.trace_context,
    body: toBytes(row.body),
    createdAt: toNumber(row.created_at),
  }
}
