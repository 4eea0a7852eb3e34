/** Webhooks of the PostgreSQL store, and the table of filters that answers who wants an event. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { changeWebhook, prepareWebhook, type PreparedWebhook } from '../namespaces/webhook-rules.js'
import type { Transaction } from '../ports/transaction.js'
import type { NewWebhook, Webhook, WebhookStore } from '../ports/webhook.js'
import type { PostgresQueryable } from '../postgres/client.js'
import type { Database } from '../postgres/database.js'
import { pack, unpacked } from './postgres-records.js'
import { toWebhook, webhookColumns, webhookValues, type WebhookRow } from './rows/webhook-row.js'

interface Surroundings {
  readonly database: Database
  readonly clock: Clock
}

/** The port, and what the rest of the store needs of it. */
export interface PostgresWebhooks extends WebhookStore {
  deleteAllOf(tx: PostgresQueryable, namespaceIds: readonly number[]): Promise<void>
}

const COLUMNS = webhookColumns.join(', ')
const FROM = `select id, ${COLUMNS} from {webhooks}`

export function postgresWebhooks({ database, clock }: Surroundings): PostgresWebhooks {
  const select = async (condition: string, values: unknown[], options?: Transaction): Promise<Webhook[]> => {
    const text = `${FROM} where deleted_at is null and ${condition}`
    return (await database.run<WebhookRow>(text, values, { ...options, repeatable: true })).map(toWebhook)
  }
  const prepare = async (input: NewWebhook, options?: Transaction): Promise<PreparedWebhook> => {
    try {
      return prepareWebhook(input, clock.now())
    } catch (error) {
      await refuseUnknown(input.namespaceId, options)
      throw error
    }
  }
  const refuseUnknown = async (namespaceId: number, options?: Transaction): Promise<void> => {
    const text = 'select 1 as found from {namespaces} where id = $1::bigint'
    const rows = await database.run(text, [namespaceId], { ...options, repeatable: true })
    if (rows.length === 0) throw new HookstampError('not-found', `There is no namespace ${namespaceId}.`)
  }

  return {
    create: async (input, options) => {
      const prepared = await prepare(input, options)
      const { json } = pack(webhookColumns, [webhookValues(prepared)])
      const [row] = await database.run<WebhookRow>(
        INSERT,
        [json, JSON.stringify(filtersOf(prepared))],
        options,
      )
      if (row === undefined)
        throw new HookstampError('not-found', `There is no namespace ${input.namespaceId}.`)
      return toWebhook(row)
    },
    get: async (id, options) => (await select('id = $1::bigint', [id], options))[0],
    list: (namespaceId, options) => select('namespace_id = $1::bigint order by id', [namespaceId], options),
    matching: (namespaceIds, eventType, options) =>
      select(
        `id in (
          select webhook_id from {webhook_filters}
          where namespace_id = any($1::bigint[]) and filter = any($2::text[])
        ) order by id`,
        [namespaceIds, candidates(eventType)],
        options,
      ),
    update: (id, changes, options) =>
      database.transaction(async (tx) => {
        const before = await lock(tx, id)
        if (before === undefined) throw missing(id)
        const after = changeWebhook(before, changes)
        const { json } = pack(webhookColumns, [webhookValues(after)])
        const { rows } = await tx.query(UPDATE, [id, json, JSON.stringify(filtersOf(after))])
        return toWebhook(rowsIn(rows)[0] as WebhookRow)
      }, options),
    updateHealth: (id, change) =>
      database.transaction(async (tx) => {
        const webhook = await lock(tx, id)
        if (webhook === undefined) return undefined
        const health = change(webhook.health)
        await tx.query('update {webhooks} set health = $2::text where id = $1::bigint', [
          id,
          JSON.stringify(health),
        ])
        ;(webhook as { health: typeof health }).health = health
        return webhook
      }),
    delete: (id, options) =>
      database.transaction(async (tx) => {
        const { rows } = await tx.query(deleting('id = $1::bigint'), [id, clock.now()])
        if (rows.length === 0) throw missing(id)
        await tx.query(FORGET, [[id]])
      }, options),
    deleteAllOf: async (tx, namespaceIds) => {
      const { rows } = await tx.query(deleting('namespace_id = any($1::bigint[])'), [
        namespaceIds,
        clock.now(),
      ])
      if (rows.length > 0) await tx.query(FORGET, [(rows as { id: number }[]).map(({ id }) => Number(id))])
    },
  }
}

/** Drops deleted webhooks that were kept for deliveries, where none is left. With a snapshot later than what ended them. */
export const FORGET = `delete from {webhooks} w where w.id = any($1::bigint[]) and w.deleted_at is not null
  and not exists (select 1 from {deliveries} d where d.webhook_id = w.id and d.state = 'pending')`

const FILTERS = `json_array_elements_text`

const INSERT = `with home as (
    select n.id from ${unpacked('$1', webhookColumns)} join {namespaces} n on n.id = x.namespace_id for key share of n
  ), created as (
    insert into {webhooks} (${COLUMNS})
    select ${COLUMNS} from ${unpacked('$1', webhookColumns)} where x.namespace_id in (select id from home)
    returning *
  ), filters as (
    insert into {webhook_filters} (namespace_id, filter, webhook_id)
    select namespace_id, filter, id from created cross join ${FILTERS}($2::text::json) as filter
  )
  select id, ${COLUMNS} from created`

const UPDATE = `with updated as (
    update {webhooks} w set (${COLUMNS}) = (select ${COLUMNS} from ${unpacked('$2', webhookColumns)})
    where w.id = $1::bigint returning *
  ), removed as (
    delete from {webhook_filters} where webhook_id = $1::bigint
      and filter not in (select * from ${FILTERS}($3::text::json))
  ), added as (
    insert into {webhook_filters} (namespace_id, filter, webhook_id)
    select namespace_id, filter, id from updated cross join ${FILTERS}($3::text::json) as filter
    on conflict do nothing
  )
  select id, ${COLUMNS} from updated`

/** Takes webhooks out of sight and ends what is pending for them; they go when nothing is left to be sent. */
function deleting(condition: string): string {
  return `with gone as (
      update {webhooks} set deleted_at = $2::numeric where ${condition} and deleted_at is null returning id
    ), filters as (
      delete from {webhook_filters} where webhook_id in (select id from gone)
    ), cancelled as (
      update {deliveries} set state = 'cancelled', reason = 'webhook-deleted', ended_at = $2::numeric, next_attempt_at = null
      where webhook_id in (select id from gone) and state = 'pending' and not outlives_webhook
    )
    select id from gone`
}

/** What an active webhook wants to hear of; `*` for all. */
function filtersOf({ active, events }: PreparedWebhook): readonly string[] {
  if (!active) return []
  return events.length === 0 ? ['*'] : [...new Set(events)]
}

/** The same of every webhook at once, where none has been written down: after they were copied. */
export const FILTER_ALL: string = `insert into {webhook_filters} (namespace_id, filter, webhook_id)
  select distinct w.namespace_id, f.filter, w.id from {webhooks} w
  cross join lateral ${FILTERS}(case w.events when '[]' then '["*"]' else w.events end::json) as f (filter)
  where w.active and w.deleted_at is null`

/** Every filter that takes an event type. @see matchesFilter */
function candidates(eventType: string): string[] {
  const found = ['*', eventType]
  for (let dot = eventType.indexOf('.'); dot !== -1; dot = eventType.indexOf('.', dot + 1)) {
    found.push(`${eventType.slice(0, dot + 1)}*`)
  }
  return found
}

async function lock(tx: PostgresQueryable, id: number): Promise<Webhook | undefined> {
  const { rows } = await tx.query(`${FROM} where id = $1::bigint and deleted_at is null for no key update`, [
    id,
  ])
  const row = rowsIn(rows)[0]
  return row && toWebhook(row)
}

function rowsIn(rows: unknown[]): WebhookRow[] {
  return rows as WebhookRow[]
}

function missing(id: number): HookstampError {
  return new HookstampError('not-found', `There is no webhook ${id}.`)
}
