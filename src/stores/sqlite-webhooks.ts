/** Webhooks of the SQLite store. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { changeWebhook, prepareWebhook, sealWebhook } from '../namespaces/webhook-rules.js'
import type { LastResponse, Webhook, WebhookStore } from '../ports/webhook.js'
import type { Engine } from '../sqlite/engine.js'
import { insertInto, setting } from '../sqlite/insert.js'
import { webhookColumns, webhookValues } from './rows/webhook-row.js'
import type { WebhookCache } from './sqlite-webhook-cache.js'

interface Surroundings {
  readonly engine: Engine
  readonly clock: Clock
  readonly cache: WebhookCache
  readonly namespaceExists: (id: number) => boolean
  /** Called when a webhook goes, within a write; answers whether deliveries of it are still to be sent. */
  readonly deleted: (id: number) => boolean
}

/** The port, and what the rest of the store needs of it, within a write. */
export interface SqliteWebhooks extends WebhookStore {
  responded(id: number, response: LastResponse): void
  deleteAllOf(namespaceId: number): void
  /** Drops a webhook that was deleted and kept for its last deliveries. */
  dropIfDeleted(id: number): void
}

const INSERT = insertInto('hookstamp_webhooks', webhookColumns)
const UPDATE = `UPDATE hookstamp_webhooks SET ${setting(webhookColumns)} WHERE id = ?`

export function sqliteWebhooks({
  engine,
  clock,
  cache,
  namespaceExists,
  deleted,
}: Surroundings): SqliteWebhooks {
  const { read, write, statement } = engine

  const existing = (id: number): Webhook => {
    const webhook = cache.get(id)
    if (webhook === undefined) throw new HookstampError('not-found', `There is no webhook ${id}.`)
    return webhook
  }
  const remove = (webhook: Webhook): void => {
    cache.forget(webhook)
    if (deleted(webhook.id)) {
      statement('UPDATE hookstamp_webhooks SET deleted_at = ? WHERE id = ?').run(clock.now(), webhook.id)
    } else {
      statement('DELETE FROM hookstamp_webhooks WHERE id = ?').run(webhook.id)
    }
  }

  return {
    create: (input, options) =>
      write(options, () => {
        if (!namespaceExists(input.namespaceId)) {
          throw new HookstampError('not-found', `There is no namespace ${input.namespaceId}.`)
        }
        const prepared = prepareWebhook(input, clock.now())
        const { lastInsertRowid } = statement(INSERT).run(...webhookValues(prepared))
        const webhook = sealWebhook({ ...prepared, id: Number(lastInsertRowid) })
        cache.forget(webhook)
        return webhook
      }),
    get: (id, options) => read(options, () => cache.get(id)),
    list: (namespaceId, options) => read(options, () => cache.list(namespaceId)),
    matching: (namespaceIds, eventType, options) =>
      read(options, () =>
        namespaceIds.length === 1
          ? cache.matching(namespaceIds[0] as number, eventType)
          : namespaceIds.flatMap((id) => cache.matching(id, eventType)).sort((a, b) => a.id - b.id),
      ),
    update: (id, changes, options) =>
      write(options, () => {
        const changed = changeWebhook(existing(id), changes)
        statement(UPDATE).run(...webhookValues(changed), id)
        cache.forget(changed)
        return sealWebhook(changed)
      }),
    updateHealth: (id, change) =>
      write(undefined, () => {
        const webhook = cache.get(id)
        if (webhook === undefined) return undefined
        const health = change(webhook.health)
        statement('UPDATE hookstamp_webhooks SET health = ? WHERE id = ?').run(JSON.stringify(health), id)
        cache.healthChanged(id, health)
        return cache.get(id)
      }),
    delete: (id, options) => write(options, () => remove(existing(id))),
    responded: (id, response) => {
      statement('UPDATE hookstamp_webhooks SET last_response = ? WHERE id = ?').run(
        JSON.stringify(response),
        id,
      )
      cache.responded(id, response)
    },
    deleteAllOf: (namespaceId) => [...cache.list(namespaceId)].forEach(remove),
    dropIfDeleted: (id) => {
      statement('DELETE FROM hookstamp_webhooks WHERE id = ? AND deleted_at IS NOT NULL').run(id)
    },
  }
}
