/**
 * The store: where namespaces, webhooks and deliveries live. One short file of prose and types each.
 * Rules (names, depth, visibility, who may be deleted) are pure functions in `namespaces/`, which every store
 * calls inside its transaction; a store adds only atomicity, indexes and ids.
 */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { CollaboratorStore } from './collaborator.js'
import type { DeliveryStore } from './delivery.js'
import type { InboxStore } from './inbox.js'
import type { InviteStore } from './invite.js'
import type { NamespaceStore } from './namespace.js'
import type { TransactionScope } from './transaction.js'
import type { WebhookStore } from './webhook.js'

export interface StoreCapabilities {
  /** What a write has survived once it is acknowledged: a power cut, a process crash, nothing. */
  readonly durability: 'fsync' | 'server' | 'memory'
  /** Which transactions its writes can join; `false` for none. */
  readonly transactions: TransactionScope
}

export interface Store {
  readonly caps: StoreCapabilities
  readonly namespaces: NamespaceStore
  readonly collaborators: CollaboratorStore
  readonly invites: InviteStore
  readonly webhooks: WebhookStore
  readonly deliveries: DeliveryStore
  /** Where a receiver keeps what it has accepted and not handled yet. Absent: it cannot. */
  readonly inbox?: InboxStore
  /**
   * Runs `work` in a transaction of its own and hands it over, to be passed on as `tx`. Committed before the promise
   * resolves, rolled back when `work` throws or rejects. There is one iff `caps.transactions` is not `false`.
   * `repeatable` says that `work` comes to the same when it is done twice: then it may be, if a connection breaks.
   */
  transaction?<T>(
    work: (tx: unknown) => MaybePromise<T>,
    options?: { readonly repeatable?: boolean },
  ): Promise<T>
  /** What an operator should know, in words; empty when all is well. */
  health(): MaybePromise<readonly string[]>
  close(): MaybePromise<void>
}
