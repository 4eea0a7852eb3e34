/** Events, deliveries and attempts of the PostgreSQL store: what is asked and what ends. */
import type { Clock } from '../internal/clock.js'
import type { DeliveryStore, Ending } from '../ports/delivery.js'
import type { Database } from '../postgres/database.js'
import { postgresAdd } from './postgres-add.js'
import { postgresAttempts } from './postgres-attempts.js'
import { toWhole } from './postgres-ended.js'
import { postgresPrune } from './postgres-prune.js'
import { binder, toLimit } from './postgres-records.js'
import { FORGET } from './postgres-webhooks.js'
import { attemptColumns, toAttempt, type AttemptRow } from './rows/attempt-row.js'
import { toNumber, type IntegerColumn } from './rows/column.js'
import { deliveryFilter } from './rows/delivery-filter.js'
import { deliveryColumns, toDelivery, type DeliveryRow } from './rows/delivery-row.js'
import { eventColumns, toEvent, type EventRow } from './rows/event-row.js'
import { toOverdue, type OverdueRow } from './rows/overdue-row.js'
import { toWebhook, webhookColumns, type WebhookRow } from './rows/webhook-row.js'

interface Surroundings {
  readonly database: Database
  readonly clock: Clock
}

const COLUMNS = deliveryColumns.join(', ')
const REPEATABLE = { repeatable: true }

export function postgresDeliveries({ database, clock }: Surroundings): DeliveryStore {
  /** Ends what is pending; answers with the ids. */
  const end = async (ids: readonly string[], ending: Ending, options = {}): Promise<readonly string[]> => {
    const { state, reason, endedAt } = ending
    const rows = await database.run<EndedRow>(END, [ids, state, reason, endedAt], options)
    const kept = rows.filter((row) => row.kept).map((row) => toNumber(row.webhook_id))
    if (kept.length > 0) await database.run(FORGET, [kept], options)
    return rows.map(({ id }) => id)
  }

  return {
    ...postgresAttempts(database),
    add: postgresAdd(database),
    prune: postgresPrune(database, clock),
    get: async (id, options) => {
      const text = `select ${COLUMNS} from {deliveries} where id = $1::text`
      const [row] = await database.run<DeliveryRow>(text, [id], { ...options, ...REPEATABLE })
      return row && toDelivery(row)
    },
    list: async (query, options) => {
      const values: unknown[] = []
      const bind = binder(values)
      const conditions = deliveryFilter(query, bind)
      const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
      values.push(toLimit(query.limit ?? 25))
      const text = `select ${COLUMNS} from {deliveries} ${where} order by id desc limit $${values.length}::bigint`
      return (await database.run<DeliveryRow>(text, values, { ...options, ...REPEATABLE })).map(toDelivery)
    },
    attempts: async (deliveryId) => {
      const text = `select ${attemptColumns.join(', ')} from {attempts} where delivery_id = $1::text order by number`
      return (await database.run<AttemptRow>(text, [deliveryId], REPEATABLE)).map(toAttempt)
    },
    event: async (id, options) => {
      const text = `select ${eventColumns.join(', ')} from {events} where id = $1::text`
      const [row] = await database.run<EventRow>(text, [id], { ...options, ...REPEATABLE })
      return row && toEvent(row)
    },
    load: async (ids) => {
      const rows = await database.run<LoadedRow>(LOAD, [ids], REPEATABLE)
      const loaded = new Map(rows.filter((row) => row.w_id !== null).map((row) => [row.d_id as string, row]))
      // Emitted while its webhook was being deleted: nobody else would end it, and a sweeper would bring it up for ever.
      const orphans = rows.filter((row) => row.w_id === null).map((row) => row.d_id as string)
      if (orphans.length > 0) {
        await end(orphans, { state: 'cancelled', reason: 'webhook-deleted', endedAt: clock.now() })
      }
      return ids.map((id) => {
        const row = loaded.get(id)
        if (row === undefined) return undefined
        return {
          delivery: toDelivery(part<DeliveryRow>(row, 'd_', deliveryColumns)),
          event: toEvent(part<EventRow>(row, 'e_', eventColumns)),
          webhook: toWebhook(part<WebhookRow>(row, 'w_', ['id', ...webhookColumns])),
        }
      })
    },
    overdue: async ({ dueBefore, after = '', limit = 1000 }) => {
      const text = `select id, webhook_id, next_attempt_at from {deliveries}
        where state = 'pending' and next_attempt_at < $1::bigint and id > $2::text order by id limit $3::bigint`
      const values = [toWhole(dueBefore), after, toLimit(limit)]
      return (await database.run<OverdueRow>(text, values, REPEATABLE)).map(toOverdue)
    },
    predecessor: async ({ id, webhookId, orderingKey }) => {
      const values: unknown[] = [webhookId, id]
      // Two conditions in place of one that no index serves.
      const among = orderingKey === null ? 'is null' : `= $${values.push(orderingKey)}::text`
      const text = `select id, webhook_id, next_attempt_at from {deliveries}
        where state = 'pending' and webhook_id = $1::bigint and ordering_key ${among} and id < $2::text order by id limit 1`
      const [row] = await database.run<OverdueRow>(text, values, REPEATABLE)
      return row && toOverdue(row)
    },
    end: async (id, ending, options) => (await end([id], ending, options)).length > 0,
  }
}

interface EndedRow {
  readonly id: string
  readonly webhook_id: IntegerColumn
  /** Whether its webhook is there only for its last deliveries. */
  readonly kept: boolean
}

type LoadedRow = Readonly<Record<string, unknown>>

function part<Row>(row: LoadedRow, prefix: string, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[prefix + column]])) as Row
}

function prefixed(of: string, columns: readonly string[]): string {
  return columns.map((column) => `${of}.${column} as ${of}_${column}`).join(', ')
}

const LOAD = `select ${prefixed('d', deliveryColumns)}, ${prefixed('e', eventColumns)}, ${prefixed('w', ['id', ...webhookColumns])}
  from {deliveries} d
  join {events} e on e.id = d.event_id
  left join {webhooks} w on w.id = d.webhook_id and (w.deleted_at is null or d.outlives_webhook)
  where d.id = any($1::text[]) and d.state = 'pending'`

const END = `with ended as (
    update {deliveries} set state = $2::text, reason = $3::text, ended_at = $4::numeric, next_attempt_at = null
    where id = any($1::text[]) and state = 'pending' returning id, webhook_id
  )
  select e.id, e.webhook_id, coalesce(w.deleted_at is not null, false) as kept
  from ended e left join {webhooks} w on w.id = e.webhook_id`
