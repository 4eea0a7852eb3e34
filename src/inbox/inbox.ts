import type { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Random } from '../internal/random.js'
import type { InboxEntry, InboxEvent, InboxQuery } from '../ports/inbox.js'
import type { Queue } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import type { KeepsEvents } from '../receiver/keep.js'
import type { Retention } from '../worker/retention.js'
import type { RetryPolicy } from '../worker/retry-policy.js'

export interface InboxOptions {
  /** One that has an inbox. */
  readonly store: Store
  /**
   * Of its own: not the one of a dispatcher, which would take the inbox's events for deliveries.
   * @default a queue in memory with a store in memory; required with any other store
   */
  readonly queue?: Queue
  /**
   * When an event whose handlers failed is handled again.
   * @default ten attempts over about 75 hours
   */
  readonly retry?: RetryPolicy
  /**
   * Most events whose handlers run at the same time.
   * @default 16
   */
  readonly concurrency?: number
  /**
   * For how long a claimed event is this process's, in milliseconds; renewed for as long as its handlers run. After a
   * crash the event waits for so long.
   * @default 60_000
   */
  readonly leaseMs?: number
  /**
   * How often to look for events that the queue forgot, in milliseconds.
   * @default 5_000; 60_000 with a queue that is written in one transaction with the store
   */
  readonly sweepEveryMs?: number
  /**
   * What is kept of events that have ended; dropped hourly while started. A copy of a dropped event is not known any
   * more, so keep them for longer than senders try.
   * @default { keepMs: 7 days }
   */
  readonly retention?: Retention
  /** Told of every change, for logs, metrics and tests. */
  readonly observe?: InboxObserver | readonly InboxObserver[]
  /** @default the computer's clock */
  readonly clock?: Clock
  /** @default the platform's */
  readonly random?: Random
}

/** Something an inbox did or met. Holds no secret and no body. */
export type InboxChange =
  /** An event was stored: the sender has its answer. */
  | { readonly kind: 'accepted'; readonly event: InboxEntry }
  /** All handlers of an event have run. */
  | { readonly kind: 'handled'; readonly event: InboxEntry }
  /** A handler failed; the event is handled again at `event.nextAttemptAt`. */
  | { readonly kind: 'failed'; readonly event: InboxEntry; readonly error: HookstampError }
  /** The last attempt failed: somebody should look. */
  | { readonly kind: 'died'; readonly event: InboxEntry; readonly error: HookstampError }
  /** A claim was lost while handlers ran: this process stood still for too long, or could not renew it. */
  | { readonly kind: 'lease-lost'; readonly eventId: string }
  /** Store or queue failed; what was under way is tried again. */
  | { readonly kind: 'faulted'; readonly error: unknown }

export type InboxObserver = (change: InboxChange) => void

export interface InboxHealth {
  /** Events whose handlers run, and how many there can be. */
  readonly inFlight: number
  readonly concurrency: number
  /** What an operator should know of store and queue, in words; empty when all is well. */
  readonly warnings: readonly string[]
}

/** Keeps verified events and has them handled: given to `createReceiver` as `inbox`. */
export interface Inbox extends KeepsEvents {
  /**
   * Handles what is there and what comes, until `stop`. To be called once all handlers are added: an event that has
   * none is done.
   *
   * @throws HookstampError `option-invalid` if no receiver has it
   */
  start(): void
  /** Handles what is due, and what that brings, then rests: for tests and for hosts that never `start`. */
  drain(): Promise<void>
  /** Begins nothing more and waits for handlers that run. What is not over by then is handled again later. */
  stop(options?: {
    /**
     * How long to wait, in milliseconds.
     * @default 30_000
     */
    readonly drainMs?: number
  }): Promise<{
    /** Ids of events whose handlers still ran. */
    readonly unfinished: readonly string[]
  }>
  /**
   * Has a dead event handled again, with all its attempts.
   *
   * @throws HookstampError `not-found` if there is no dead event with this id
   */
  retry(id: string): Promise<void>
  health(): Promise<InboxHealth>
  readonly events: {
    get(id: string): Promise<InboxEvent | undefined>
    list(query?: InboxQuery): Promise<readonly InboxEntry[]>
    /** Drops what `retention` no longer keeps; answers how many events went. For hosts that never call `start`. */
    prune(): Promise<number>
  }
}
