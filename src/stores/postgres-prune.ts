import type { Clock } from '../internal/clock.js'
import type { DeliveryStore } from '../ports/delivery.js'
import type { Database } from '../postgres/database.js'

// A few milliseconds each: whoever delivers meanwhile waits for no more.
const AT_ONCE = 1000
const DAY_MS = 86_400_000

/** Deletes in small transactions, the longest ended first. Several processes at it at once share the work. */
export function postgresPrune(database: Database, clock: Clock): DeliveryStore['prune'] {
  const untilLess = async (deletes: () => Promise<number>): Promise<number> => {
    for (let total = 0; ;) {
      const count = await deletes()
      total += count
      if (count < AT_ONCE) return total
    }
  }
  const dropWhere = (condition: string, values: unknown[]): Promise<number> =>
    untilLess(() =>
      database.transaction(async (tx) => {
        const { rows } = await tx.query(drop(condition), values)
        const gone = rows as { event_id: string }[]
        if (gone.length === 0) return 0
        const eventIds = [...new Set(gone.map((row) => row.event_id))]
        // Locked first, then asked anew: a delivery added to one of them meanwhile is seen.
        await tx.query('select id from {events} where id = any($1::text[]) order by id for update', [
          eventIds,
        ])
        await tx.query(
          `delete from {events} e where e.id = any($1::text[])
          and not exists (select 1 from {deliveries} d where d.event_id = e.id)`,
          [eventIds],
        )
        return gone.length
      }),
    )

  return async ({ endedBefore, keepEnded }) => {
    let count = 0
    if (endedBefore !== undefined) count += await dropWhere('ended_at < $1::bigint', [toWhole(endedBefore)])
    if (keepEnded !== undefined && Number.isFinite(keepEnded)) {
      const [oldest] = await database.run<{ ended_at: unknown; id: string }>(
        `select ended_at, id from {deliveries} where ended_at is not null
        order by ended_at desc, id desc offset $1::bigint limit 1`,
        [keepEnded],
      )
      if (oldest !== undefined) {
        count += await dropWhere('(ended_at, id) <= ($1::bigint, $2::text)', [
          Number(oldest.ended_at),
          oldest.id,
        ])
      }
    }
    await untilLess(async () => (await database.run(KEYS, [clock.now() - DAY_MS])).length)
    await database.run(KEPT_WEBHOOKS, [])
    return count
  }
}

/** An instant to compare whole ones with: a fraction would keep an index from being used. */
export function toWhole(instant: number): number {
  return Math.max(Math.min(Math.ceil(instant), Number.MAX_SAFE_INTEGER), Number.MIN_SAFE_INTEGER)
}

function drop(condition: string): string {
  return `with doomed as (
      select id from {deliveries} where ended_at is not null and ${condition}
      order by ended_at, id limit ${AT_ONCE} for update skip locked
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
      select namespace_id, key_hash from {idempotency_keys} where created_at <= $1::numeric limit ${AT_ONCE} for update skip locked
    ) returning 1 as gone
  )
  select gone from gone`

// Left by a crash between the end of their last delivery and their own.
const KEPT_WEBHOOKS = `delete from {webhooks} w where w.deleted_at is not null
  and not exists (select 1 from {deliveries} d where d.webhook_id = w.id and d.state = 'pending')`
