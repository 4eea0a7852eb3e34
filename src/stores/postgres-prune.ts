import type { Clock } from '../internal/clock.js'
import type { DeliveryStore } from '../ports/delivery.js'
import type { Database } from '../postgres/database.js'
import { AT_ONCE, conditionsOf, nextOf, toWhole, untilNoneIsLeft, type Condition } from './postgres-ended.js'

const DAY_MS = 86_400_000

export function postgresPrune(database: Database, clock: Clock): DeliveryStore['prune'] {
  const drop = (condition: Condition): Promise<number> =>
    database.transaction(async (tx) => {
      const { rows } = await tx.query(dropping(condition), condition.values)
      const gone = rows as { event_id: string }[]
      if (gone.length === 0) return 0
      const eventIds = [...new Set(gone.map((row) => row.event_id))]
      // Locked first, then asked anew: a delivery added to one of them meanwhile is seen.
      await tx.query('select id from {events} where id = any($1::text[]) order by id for update', [eventIds])
      await tx.query(
        `delete from {events} e where e.id = any($1::text[])
        and not exists (select 1 from {deliveries} d where d.event_id = e.id)`,
        [eventIds],
      )
      return gone.length
    })

  return async (limits) => {
    let count = 0
    for (const condition of await conditionsOf(database, '{deliveries}', limits)) {
      count += await untilNoneIsLeft(() => drop(condition))
    }
    await untilNoneIsLeft(async () => (await database.run(KEYS, [toWhole(clock.now() - DAY_MS)])).length)
    await database.run(KEPT_WEBHOOKS, [])
    return count
  }
}

function dropping(condition: Condition): string {
  return `with doomed as (
      ${nextOf('{deliveries}', condition)}
    ), gone as (
      delete from {deliveries} where id in (select id from doomed) returning id, event_id
    ), attempts as (
      delete from {attempts} where delivery_id in (select id from gone)
    )
    select event_id from gone`
}

// Idempotency keys that nobody asks for any more.
const KEYS = `with gone as (
    delete from {idempotency_keys} where (namespace_id, key_hash) in (
      select namespace_id, key_hash from {idempotency_keys} where created_at <= $1::bigint
      limit ${AT_ONCE} for update skip locked
    ) returning 1 as gone
  )
  select gone from gone`

// Left by a crash between the end of their last delivery and their own.
const KEPT_WEBHOOKS = `delete from {webhooks} w where w.deleted_at is not null
  and not exists (select 1 from {deliveries} d where d.webhook_id = w.id and d.state = 'pending')`
