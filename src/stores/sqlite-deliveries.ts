/** Events and deliveries of the SQLite store. */
import type {
  Delivery,
  DeliveryStore,
  Ending,
  LoadedDelivery,
  NewEvent,
  StoredEvent,
} from '../ports/delivery.js'
import type { LastResponse, Webhook } from '../ports/webhook.js'
import type { Engine } from '../sqlite/engine.js'
import { insertInto } from '../sqlite/insert.js'
import type { SqliteValue } from '../sqlite/sqlite-database.js'
import { toOverdue, type OverdueRow } from './rows/overdue-row.js'
import { deliveryFilter } from './rows/delivery-filter.js'
import { deliveryColumns, deliveryValues, toDelivery, type DeliveryRow } from './rows/delivery-row.js'
import { eventColumns, eventValues, toEvent, type EventRow } from './rows/event-row.js'
import { sqliteAttempts } from './sqlite-attempts.js'
import { sqliteIdempotencyKeys } from './sqlite-idempotency-keys.js'
import { sqlitePruning } from './sqlite-pruning.js'

interface Surroundings {
  readonly engine: Engine
  /** The webhook of a delivery, also when it was deleted while one is still to be sent. */
  readonly webhook: (id: number) => Webhook | undefined
  readonly responded: (webhookId: number, response: LastResponse) => void
  /** Called when the last pending delivery of a webhook has ended that may have been deleted meanwhile. */
  readonly dropIfDeleted: (webhookId: number) => void
}

/** The port, and what the rest of the store needs of it, within a write. */
export interface SqliteDeliveries extends DeliveryStore {
  /** Cancels what is pending for a webhook, but not what outlives it; whether any of that is left. */
  cancelFor(webhookId: number, ending: Ending): boolean
}

const INSERT_EVENT = `${insertInto('hookstamp_events', eventColumns)} ON CONFLICT (id) DO NOTHING`
const INSERT_DELIVERY = insertInto('hookstamp_deliveries', deliveryColumns)
const LOAD = `
SELECT d.*, e.type AS event_type, e.namespace_id AS event_namespace_id, e.idempotency_key, e.trace_context, e.body,
  e.created_at AS event_created_at
FROM hookstamp_deliveries AS d JOIN hookstamp_events AS e ON e.id = d.event_id
WHERE d.id = ? AND d.state = 'pending'`
const END = `UPDATE hookstamp_deliveries SET state = ?, reason = ?, ended_at = ?, next_attempt_at = NULL`
const WAITING = 'SELECT id, webhook_id, next_attempt_at FROM hookstamp_deliveries'

type LoadedRow = DeliveryRow &
  Pick<EventRow, 'idempotency_key' | 'trace_context' | 'body'> & {
    readonly event_type: string
    readonly event_namespace_id: number
    readonly event_created_at: number
  }

export function sqliteDeliveries({
  engine,
  webhook,
  responded,
  dropIfDeleted,
}: Surroundings): SqliteDeliveries {
  const { read, write, statement } = engine
  const keys = sqliteIdempotencyKeys(engine)

  const get = (id: string): Delivery | undefined => {
    const row = statement('SELECT * FROM hookstamp_deliveries WHERE id = ?').get(id)
    return row == null ? undefined : toDelivery(row as DeliveryRow)
  }
  const event = (id: string): StoredEvent | undefined => {
    const row = statement('SELECT * FROM hookstamp_events WHERE id = ?').get(id)
    return row == null ? undefined : toEvent(row as EventRow)
  }
  const addOne = ({ event, deliveries }: NewEvent): string => {
    const eventId = event.idempotencyKey === null ? event.id : keys.claim(event)
    if (eventId !== event.id || deliveries.length === 0) return eventId
    statement(INSERT_EVENT).run(...eventValues(event))
    const insert = statement(INSERT_DELIVERY)
    for (const delivery of deliveries) insert.run(...deliveryValues(delivery))
    return eventId
  }
  const hasPending = (webhookId: number): boolean =>
    statement("SELECT 1 FROM hookstamp_deliveries WHERE webhook_id = ? AND state = 'pending' LIMIT 1").get(
      webhookId,
    ) != null
  const ended = (webhookId: number, outlivesWebhook: boolean): void => {
    // Only for such deliveries is a deleted webhook kept.
    if (outlivesWebhook && !hasPending(webhookId)) dropIfDeleted(webhookId)
  }
  const load = (id: string): LoadedDelivery | undefined => {
    const row = statement(LOAD).get(id)
    if (row == null) return undefined
    const loaded = row as LoadedRow
    const target = webhook(Number(loaded.webhook_id))
    if (target === undefined) return undefined
    return {
      delivery: toDelivery(loaded),
      event: toEvent({
        ...loaded,
        id: loaded.event_id,
        type: loaded.event_type,
        namespace_id: loaded.event_namespace_id,
        created_at: loaded.event_created_at,
      }),
      webhook: target,
    }
  }

  return {
    add: (batch, options) => write(options, () => batch.map(addOne)),
    get: (id, options) => read(options, () => get(id)),
    event: (id, options) => read(options, () => event(id)),
    list: (query, options) =>
      read(options, () => {
        const values: SqliteValue[] = []
        const conditions = deliveryFilter(query, (value) => {
          values.push(value)
          return '?'
        })
        const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
        // Ids are UUIDv7: their order is the order of creation.
        const sql = `SELECT * FROM hookstamp_deliveries ${where} ORDER BY id DESC LIMIT ?`
        return (statement(sql).all(...values, query.limit ?? 25) as DeliveryRow[]).map(toDelivery)
      }),
    load: (ids) => read(undefined, () => ids.map(load)),
    overdue: ({ dueBefore, after = '', limit = 1000 }) =>
      read(undefined, () => {
        const sql =
          `${WAITING} INDEXED BY hookstamp_deliveries_pending ` +
          "WHERE state = 'pending' AND id > ? AND next_attempt_at < ? ORDER BY id LIMIT ?"
        return (statement(sql).all(after, dueBefore, limit) as OverdueRow[]).map(toOverdue)
      }),
    predecessor: ({ id, webhookId, orderingKey }) =>
      read(undefined, () => {
        const sql =
          `${WAITING} INDEXED BY hookstamp_deliveries_line ` +
          "WHERE state = 'pending' AND webhook_id = ? AND ordering_key IS ? AND id < ? ORDER BY id LIMIT 1"
        const row = statement(sql).get(webhookId, orderingKey, id)
        return row == null ? undefined : toOverdue(row as OverdueRow)
      }),
    ...sqliteAttempts({ engine, responded, ended }),
    end: (id, ending, options) =>
      write(options, () => {
        const before = get(id)
        if (before?.state !== 'pending') return false
        statement(`${END} WHERE id = ?`).run(ending.state, ending.reason, ending.endedAt, id)
        ended(before.webhookId, before.outlivesWebhook)
        return true
      }),
    prune: sqlitePruning(engine),
    cancelFor: (webhookId, { state, reason, endedAt }) => {
      statement(`${END} WHERE webhook_id = ? AND state = 'pending' AND outlives_webhook = 0`).run(
        state,
        reason,
        endedAt,
        webhookId,
      )
      return hasPending(webhookId)
    },
  }
}
