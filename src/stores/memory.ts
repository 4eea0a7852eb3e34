/**
 * The reference store: everything in this process's memory, nothing survives it. For tests, demos and receivers
 * of events that may be lost.
 *
 * @example
 * const store = memoryStore()
 * const namespace = await store.namespaces.create({ name: 'acme', user: { id: 1, username: 'me' } })
 * await store.webhooks.create({ namespaceId: namespace.id, payloadUrl: 'https://example.com/hooks', secret })
 */
import { systemClock, type Clock } from '../internal/clock.js'
import type { Store } from '../ports/store.js'
import { memoryDeliveries } from './memory-deliveries.js'
import { memoryInbox } from './memory-inbox.js'
import { memoryMemberships } from './memory-memberships.js'
import { memoryNamespaces } from './memory-namespaces.js'
import { memoryWebhooks } from './memory-webhooks.js'

export interface MemoryStoreOptions {
  /** @default the computer's clock */
  readonly clock?: Clock
  /**
   * How many ended deliveries are kept to be looked at, and how many handled events of an inbox; the oldest make way.
   * Pending ones are always kept.
   * @default 10_000
   */
  readonly keepEnded?: number
}

/** A store in memory. Not durable: `caps.durability` is `memory`. */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  const { clock = systemClock, keepEnded = 10_000 } = options
  const deliveries = memoryDeliveries({
    keepEnded,
    webhook: (id) => webhooks.target(id),
    responded: (id, response) => webhooks.responded(id, response),
    ended: (webhookId) => {
      if (webhooks.isKeptAfterDeletion(webhookId) && !deliveries.hasPending(webhookId))
        webhooks.forget(webhookId)
    },
  })
  const webhooks = memoryWebhooks({
    clock,
    namespaceExists: (id) => namespaces.get(id) !== undefined,
    deleted: (id) =>
      deliveries.cancelFor(id, { state: 'cancelled', reason: 'webhook-deleted', endedAt: clock.now() }),
  })
  const namespaces = memoryNamespaces({
    clock,
    deleted: (id) => webhooks.deleteAllOf(id),
    uprooted: (rootId) => memberships.forget(rootId),
  })
  const memberships = memoryMemberships({ clock, namespace: (id) => namespaces.get(id) })
  return {
    caps: { durability: 'memory', transactions: false },
    namespaces,
    collaborators: memberships.collaborators,
    invites: memberships.invites,
    webhooks,
    deliveries,
    inbox: memoryInbox({ keepEnded }),
    health: () => ['store in memory: everything is lost when the process ends'],
    close: () => {},
  }
}
