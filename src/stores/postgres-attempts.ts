import type { Attempt, AttemptResult, DeliveryStore } from '../ports/delivery.js'
import { batched } from '../postgres/batch.js'
import type { Database } from '../postgres/database.js'
import { blob, pack, unpacked } from './postgres-records.js'
import { FORGET } from './postgres-webhooks.js'
import { attemptColumns, attemptValues } from './rows/attempt-row.js'
import { toNumber, type IntegerColumn } from './rows/column.js'
import { isHookstampError } from '../errors.js'

// Written again, they come to the same: an attempt has a number.
const REPEATABLE = { repeatable: true }

/** The two writes of every attempt. Those asked for while others are under way go together. */
export function postgresAttempts(database: Database): Pick<DeliveryStore, 'begin' | 'complete'> {
  const begin = async (attempts: readonly Attempt[]): Promise<readonly void[]> => {
    const { json, bytes } = pack(attemptColumns, attempts.map(attemptValues))
    await database.run(BEGIN, [json, bytes], REPEATABLE)
    return []
  }
  const complete = async (results: readonly AttemptResult[]): Promise<readonly void[]> => {
    const { json, bytes } = pack(RESULT, results.map(resultValues))
    const kept = await database.run<{ id: IntegerColumn }>(COMPLETE, [json, bytes], REPEATABLE)
    if (kept.length > 0) await database.run(FORGET, [kept.map(({ id }) => toNumber(id))], REPEATABLE)
    return []
  }
  return {
    begin: batched(begin, ({ deliveryId }) => deliveryId, isOnesOwnFault),
    complete: batched(complete, ({ attempt }) => attempt.deliveryId, isOnesOwnFault),
  }
}

function isOnesOwnFault(error: unknown): boolean {
  return isHookstampError(error, 'record-invalid')
}

const RESULT = [
  ...attemptColumns,
  'at',
  'state',
  'reason',
  'next_attempt_at',
  'ended_at',
  'uncharged',
  'last_response',
]

function resultValues(
  { attempt, delivery, lastResponse }: AttemptResult,
  at: number,
): ReturnType<typeof attemptValues> {
  const { state, reason, nextAttemptAt, endedAt, uncharged } = delivery
  return [
    ...attemptValues(attempt),
    at,
    state,
    reason,
    nextAttemptAt,
    endedAt,
    uncharged,
    JSON.stringify(lastResponse),
  ]
}

const NAMES = attemptColumns.join(', ')
const VALUES = attemptColumns
  .map((name) => (name === 'response_body' ? blob(name, '$2', 'i') : `i.${name}`))
  .join(', ')
const OVERWRITE = `on conflict (delivery_id, number) do update set ${attemptColumns
  .slice(2)
  .map((name) => `${name} = excluded.${name}`)
  .join(', ')}`

// Never fewer: whoever has lost a lease and does not know it yet begins one that others have begun.
const BEGIN = `with i as materialized (
    select x.* from ${unpacked('$1', attemptColumns, ['response_body'])}
  ), counted as (
    update {deliveries} d set attempts = greatest(d.attempts, i.number) from i where d.id = i.delivery_id returning d.id
  )
  insert into {attempts} (${NAMES}) select ${VALUES} from i join counted c on c.id = i.delivery_id ${OVERWRITE}`

// Webhooks are locked first and in the order of their ids, as by whoever deletes one: nobody waits in a circle.
const COMPLETE = `with i as materialized (
    select x.*, d.webhook_id from ${unpacked('$1', RESULT, ['response_body'])} join {deliveries} d on d.id = x.delivery_id
  ), locked as (
    select w.id, w.deleted_at from {webhooks} w where w.id in (select webhook_id from i)
    order by w.id for no key update
  ), recorded as (
    insert into {attempts} (${NAMES}) select ${VALUES} from i ${OVERWRITE}
  ), updated as (
    update {deliveries} d set
      uncharged = i.uncharged,
      state = case d.state when 'pending' then i.state else d.state end,
      reason = case d.state when 'pending' then i.reason else d.reason end,
      next_attempt_at = case d.state when 'pending' then i.next_attempt_at else d.next_attempt_at end,
      ended_at = case d.state when 'pending' then i.ended_at else d.ended_at end
    from i, (select count(*) as n from locked) as lock
    where d.id = i.delivery_id and lock.n >= 0
  ), responded as (
    update {webhooks} w set last_response = latest.last_response
    from (select distinct on (webhook_id) webhook_id, last_response from i order by webhook_id, at desc) as latest
    where w.id = latest.webhook_id and w.id in (select id from locked)
  )
  select id from locked where deleted_at is not null`
