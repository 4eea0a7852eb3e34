/** Webhooks in memory, and who wants which event: nobody else writes to the database. */
import { wants } from '../namespaces/webhook-rules.js'
import type { LastResponse, Webhook, WebhookHealth } from '../ports/webhook.js'
import { sharedBy, type Engine } from '../sqlite/engine.js'
import { toWebhook, type WebhookRow } from './rows/webhook-row.js'

export interface WebhookCache {
  /** A webhook that is not deleted. */
  get(id: number): Webhook | undefined
  /** The webhook of a delivery, also when it was deleted while one is still to be sent. */
  target(id: number): Webhook | undefined
  list(namespaceId: number): readonly Webhook[]
  matching(namespaceId: number, eventType: string): readonly Webhook[]
  /** To be told of what is written, so that who wants what need not be read again. */
  responded(id: number, response: LastResponse): void
  healthChanged(id: number, health: WebhookHealth): void
  /** To be told of every other change. */
  forget(webhook: Webhook): void
}

interface Shelf {
  readonly webhooks: readonly Webhook[]
  /** Event type → who wants it, as asked. */
  readonly wanted: Map<string, readonly Webhook[]>
}

const MOST_KEPT = 10_000

export const webhookCache: (engine: Engine) => WebhookCache = sharedBy((engine) => {
  const { statement, isUnsure, onUndone } = engine
  const byId = new Map<number, Webhook>()
  const shelves = new Map<number, Shelf>()
  const forgetAll = (): void => {
    byId.clear()
    shelves.clear()
  }
  onUndone(forgetAll)

  /** The record of a row: one object for each webhook, so that what is told of it is told everywhere. */
  const keep = (row: WebhookRow): Webhook => {
    const known = byId.get(Number(row.id))
    if (known !== undefined && !isUnsure()) return known
    const webhook = toWebhook(row)
    if (!isUnsure()) byId.set(webhook.id, webhook)
    return webhook
  }
  const shelfOf = (namespaceId: number): Shelf => {
    const known = shelves.get(namespaceId)
    if (known !== undefined && !isUnsure()) return known
    if (byId.size > MOST_KEPT) forgetAll()
    const rows = statement(
      'SELECT * FROM hookstamp_webhooks WHERE namespace_id = ? AND deleted_at IS NULL ORDER BY id',
    ).all(namespaceId) as WebhookRow[]
    const shelf: Shelf = { webhooks: rows.map(keep), wanted: new Map() }
    if (!isUnsure()) shelves.set(namespaceId, shelf)
    return shelf
  }
  const read = (id: number, condition: string): Webhook | undefined => {
    const known = byId.get(id)
    if (known !== undefined && !isUnsure()) return known
    const row = statement(`SELECT * FROM hookstamp_webhooks WHERE id = ?${condition}`).get(id)
    if (row == null) return undefined
    const { deleted_at: deletedAt } = row as { deleted_at: unknown }
    return deletedAt === null ? keep(row as WebhookRow) : toWebhook(row as WebhookRow)
  }

  return {
    get: (id) => read(id, ' AND deleted_at IS NULL'),
    target: (id) => read(id, ''),
    list: (namespaceId) => shelfOf(namespaceId).webhooks,
    matching: (namespaceId, eventType) => {
      const { webhooks, wanted } = shelfOf(namespaceId)
      let found = wanted.get(eventType)
      if (found === undefined) {
        found = webhooks.filter((webhook) => wants(webhook, eventType))
        wanted.set(eventType, found)
      }
      return found
    },
    responded: (id, lastResponse) => {
      const webhook = byId.get(id)
      if (webhook !== undefined) (webhook as { lastResponse: LastResponse }).lastResponse = lastResponse
    },
    healthChanged: (id, health) => {
      const webhook = byId.get(id)
      if (webhook !== undefined) (webhook as { health: WebhookHealth }).health = health
    },
    forget: (webhook) => {
      byId.delete(webhook.id)
      shelves.delete(webhook.namespaceId)
    },
  }
})
