/**
 * The queue: which delivery is due, and whose turn it is. Pull-based and leased. Only ids travel through it;
 * policy (when to retry, when to give up) stays in the dispatcher. The store row is written first, the queue
 * second, and a sweeper closes the gap, so a queue may forget but must never invent.
 */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction, TransactionScope } from './transaction.js'

export interface QueueCapabilities {
  readonly durability: 'fsync' | 'server' | 'memory'
  /** Which transactions `enqueue` can join; `false` for none. */
  readonly transactions: TransactionScope
  /** Whether `perKeyMax` holds over all processes or within one. */
  readonly perKeyLimit: 'global' | 'local'
}

export interface QueueItem {
  /** Id of the delivery. Enqueued again while it waits or is claimed, it stays the one item it is, as it is. */
  readonly id: string
  /** What shares a turn: items of one key never crowd out another's. The webhook, as text. */
  readonly key: string
  /** Milliseconds since the epoch. */
  readonly dueAt: number
}

export interface ClaimRequest {
  /** Most items to hand out. */
  readonly max: number
  /** For how long they are the claimer's, in milliseconds; after that they are due again. */
  readonly leaseMs: number
  /** Most items of one key in flight at once. */
  readonly perKeyMax: number
  /** Keys to pass over. */
  readonly skipKeys?: ReadonlySet<string>
}

/** An item handed out. */
export interface Claim {
  readonly id: string
  readonly key: string
  /** Proves the claim: settling with the token of a lost lease is refused. */
  readonly token: string | number
}

/** What becomes of a claimed item. `release` gives it back as it was, in its old place within its key. */
export type Settlement = 'done' | 'release' | { readonly retryAt: number }

export interface Queue {
  readonly caps: QueueCapabilities
  /**
   * Resolves once durable as `caps` says; with `tx`, durable when that is committed and never there if it is rolled
   * back.
   *
   * @throws HookstampError `option-invalid` for a `tx` that it cannot join
   */
  enqueue(items: readonly QueueItem[], options?: Transaction): MaybePromise<void>
  /** Due items, oldest first within a key, keys in turn. Empty when nothing is due. */
  claim(request: ClaimRequest): MaybePromise<readonly Claim[]>
  /** Renews a lease; false if it was lost. */
  extend(claim: Claim, leaseMs: number): MaybePromise<boolean>
  /** False if the lease was lost: then nothing is changed. */
  settle(claim: Claim, as: Settlement): MaybePromise<boolean>
  /** Takes waiting items out. */
  remove(ids: readonly string[]): MaybePromise<void>
  /** When the next item falls due that is not due yet, if that is known: a hint for whoever waits. */
  nextDueAt(): MaybePromise<number | undefined>
  /** Calls back when items may have come up. A hint: correctness never depends on it. Returns how to stop. */
  onReady?(callback: () => void): () => void
  /** What an operator should know, in words; empty when all is well. */
  health(): MaybePromise<readonly string[]>
  close(): MaybePromise<void>
}
