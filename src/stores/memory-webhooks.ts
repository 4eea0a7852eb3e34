/** Webhooks of the memory store, and the index that answers who wants an event. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { changeWebhook, prepareWebhook, sealWebhook, wants } from '../namespaces/webhook-rules.js'
import type { LastResponse, Webhook, WebhookHealth, WebhookStore } from '../ports/webhook.js'
import { refuseTransaction } from './memory-transaction.js'

interface Surroundings {
  readonly clock: Clock
  readonly namespaceExists: (id: number) => boolean
  /** Called when a webhook goes; answers whether deliveries of it are still to be sent. */
  readonly deleted: (id: number) => boolean
}

/** The port, answering at once, and what the rest of the store needs of it. */
export interface MemoryWebhooks extends WebhookStore {
  /** The webhook of a delivery, also when it was deleted while one is still to be sent. */
  target(id: number): Webhook | undefined
  responded(id: number, response: LastResponse): void
  deleteAllOf(namespaceId: number): void
  /** Whether it was deleted and is kept only for its last deliveries. */
  isKeptAfterDeletion(id: number): boolean
  /** Drops a deleted webhook that was kept for its last deliveries. */
  forget(id: number): void
}

/** The webhooks of one namespace, with the answers given so far. */
interface Shelf {
  readonly webhooks: Map<number, Webhook>
  /** Event type → who wants it. Emptied by every change, filled as asked. */
  readonly wanted: Map<string, readonly Webhook[]>
}

export function memoryWebhooks({ clock, namespaceExists, deleted }: Surroundings): MemoryWebhooks {
  const shelves = new Map<number, Shelf>()
  const byId = new Map<number, Webhook>()
  const keptAfterDeletion = new Map<number, Webhook>()
  let lastId = 0

  const existing = (id: number): Webhook => {
    const webhook = byId.get(id)
    if (webhook === undefined) throw new HookstampError('not-found', `There is no webhook ${id}.`)
    return webhook
  }
  const put = (webhook: Webhook): Webhook => {
    const sealed = sealWebhook(webhook)
    const shelf = shelves.get(webhook.namespaceId) ?? { webhooks: new Map(), wanted: new Map() }
    shelf.webhooks.set(webhook.id, sealed)
    shelf.wanted.clear()
    shelves.set(webhook.namespaceId, shelf)
    byId.set(webhook.id, sealed)
    return sealed
  }
  const remove = (webhook: Webhook): void => {
    const shelf = shelves.get(webhook.namespaceId) as Shelf
    shelf.webhooks.delete(webhook.id)
    shelf.wanted.clear()
    byId.delete(webhook.id)
    if (deleted(webhook.id)) keptAfterDeletion.set(webhook.id, webhook)
  }
  const matchingIn = (namespaceId: number, eventType: string): readonly Webhook[] => {
    const shelf = shelves.get(namespaceId)
    if (shelf === undefined) return []
    let wanted = shelf.wanted.get(eventType)
    if (wanted === undefined) {
      wanted = [...shelf.webhooks.values()].filter((webhook) => wants(webhook, eventType))
      shelf.wanted.set(eventType, wanted)
    }
    return wanted
  }

  return {
    create: (input, options) => {
      refuseTransaction(options)
      if (!namespaceExists(input.namespaceId)) {
        throw new HookstampError('not-found', `There is no namespace ${input.namespaceId}.`)
      }
      const prepared = prepareWebhook(input, clock.now())
      return put({ ...prepared, id: ++lastId })
    },
    get: (id) => byId.get(id),
    list: (namespaceId) => [...(shelves.get(namespaceId)?.webhooks.values() ?? [])],
    matching: (namespaceIds, eventType) =>
      namespaceIds.length === 1
        ? matchingIn(namespaceIds[0] as number, eventType)
        : namespaceIds.flatMap((id) => matchingIn(id, eventType)).sort((a, b) => a.id - b.id),
    update: (id, changes, options) => {
      refuseTransaction(options)
      return put(changeWebhook(existing(id), changes))
    },
    updateHealth: (id, change) => {
      const webhook = byId.get(id)
      // In place of `put`, here and below: who wants what has not changed.
      if (webhook !== undefined) (webhook as { health: WebhookHealth }).health = change(webhook.health)
      return webhook
    },
    delete: (id, options) => {
      refuseTransaction(options)
      remove(existing(id))
    },
    target: (id) => byId.get(id) ?? keptAfterDeletion.get(id),
    responded: (id, lastResponse) => {
      const webhook = byId.get(id)
      if (webhook !== undefined) (webhook as { lastResponse: LastResponse }).lastResponse = lastResponse
    },
    deleteAllOf: (namespaceId) => {
      shelves.get(namespaceId)?.webhooks.forEach(remove)
      shelves.delete(namespaceId)
    },
    isKeptAfterDeletion: (id) => keptAfterDeletion.has(id),
    forget: (id) => {
      keptAfterDeletion.delete(id)
    },
  }
}
