import type { Delivery, DeliveryStore } from '../ports/delivery.js'
import type { Database } from '../postgres/database.js'
import { blob, pack, unpacked } from './postgres-records.js'
import { deliveryColumns, deliveryValues } from './rows/delivery-row.js'
import { eventColumns, eventValues } from './rows/event-row.js'

// `at` is the place of an event in the batch.
const EVENT = ['at', ...eventColumns]
const DELIVERY = ['at', ...deliveryColumns]

/** Writes a batch in one statement, so it is in all or nothing even without a transaction. */
export function postgresAdd(database: Database): DeliveryStore['add'] {
  return async (batch, options) => {
    if (batch.length === 0) return []
    const events = pack(
      EVENT,
      batch.map(({ event }, at) => [at, ...eventValues(event)]),
    )
    const deliveries = pack(
      DELIVERY,
      batch.flatMap(({ deliveries }, at) => deliveries.map((one: Delivery) => [at, ...deliveryValues(one)])),
    )
    const hasKeys = batch.some(({ event }) => event.idempotencyKey !== null)
    const rows = await database.run<{ readonly event_id: string }>(
      hasKeys ? WITH_KEYS : WITHOUT_KEYS,
      [events.json, events.bytes, deliveries.json],
      // Everything in it has an id: what is there already is left as it is.
      { ...options, repeatable: true },
    )
    return rows.map((row) => row.event_id)
  }
}

const INPUT = `input as materialized (select x.* from ${unpacked('$1', EVENT, ['body'])})`

const HASH = (of: string): string => `sha256(convert_to(${of}.idempotency_key, 'UTF8'))`
// As long as a key is remembered: a day. @see DeliveryStore.add
const EXPIRED = 'k.created_at <= excluded.created_at - 86400000'

// Of several with one key the first in the batch counts. On a conflict the row is locked and read as it is then: of two
// transactions at once the second waits for the first. In the order of the keys, so that they never wait in a circle.
const KEYS = `stored as (
    select e.id from {events} e where e.id in (select id from input)
  ), claimed as (
    insert into {idempotency_keys} as k (namespace_id, key_hash, event_id, created_at)
    select distinct on (i.namespace_id, ${HASH('i')}) i.namespace_id, ${HASH('i')}, i.id, i.created_at
    from input i where i.idempotency_key is not null and i.id not in (select id from stored)
    order by i.namespace_id, ${HASH('i')}, i.at
    on conflict (namespace_id, key_hash) do update set
      event_id = case when ${EXPIRED} then excluded.event_id else k.event_id end,
      created_at = case when ${EXPIRED} then excluded.created_at else k.created_at end
    returning namespace_id, key_hash, event_id
  ), answer as (
    select i.at, i.id, coalesce(c.event_id, i.id) as event_id from input i
    left join claimed c on c.namespace_id = i.namespace_id and c.key_hash = ${HASH('i')} and i.id not in (select id from stored)
  )`

const NO_KEYS = 'answer as (select at, id, id as event_id from input)'

// An event that is there already is written to, so that a clean-up that looks at it at the same time waits, and sees
// the new delivery.
const WRITES = `added as (
    select x.* from ${unpacked('$3', DELIVERY)} join answer a on a.at = x.at where a.event_id = a.id
  ), new_events as (
    insert into {events} (${eventColumns.join(', ')})
    select distinct on (i.id) ${eventColumns.map((name) => (name === 'body' ? blob('body', '$2', 'i') : `i.${name}`)).join(', ')}
    from input i where i.at in (select at from added) order by i.id
    on conflict (id) do update set id = excluded.id
  ), new_deliveries as (
    insert into {deliveries} (${deliveryColumns.join(', ')})
    select ${deliveryColumns.join(', ')} from added
    on conflict (id) do nothing
  )
  select event_id from answer order by at`

const WITH_KEYS = `with ${INPUT}, ${KEYS}, ${WRITES}`
const WITHOUT_KEYS = `with ${INPUT}, ${NO_KEYS}, ${WRITES}`
