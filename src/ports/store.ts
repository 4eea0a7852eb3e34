/**
 * The store: where namespaces, webhooks and deliveries live. One short file of prose and types each.
 * Rules (names, depth, visibility, who may be deleted) are pure functions in `namespaces/`, which every store
 * calls inside its transaction; a store adds only atomicity, indexes and ids.
 */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { DeliveryStore } from './delivery.js'
import type { NamespaceStore } from './namespace.js'
import type { WebhookStore } from './webhook.js'

export interface StoreCapabilities {
  /** What a write has survived once it is acknowledged: a power cut, a process crash, nothing. */
  readonly durability: 'fsync' | 'server' | 'memory'
  /** Whether writes can join a transaction of the caller. */
  readonly transactions: boolean
}

export interface Store {
  readonly caps: StoreCapabilities
  readonly namespaces: NamespaceStore
  readonly webhooks: WebhookStore
  readonly deliveries: DeliveryStore
  close(): MaybePromise<void>
}
