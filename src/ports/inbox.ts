/**
 * The inbox: verified events that were accepted at once and are handled later. Beside webhooks and deliveries in the
 * same store, but nothing of theirs; a store may be without one.
 */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Verified } from '../signing/verdict.js'
import type { PruneLimits } from './delivery.js'
import type { Transaction } from './transaction.js'

/** `pending` until it ends: `handled`, or `dead` (given up). */
export type InboxState = 'pending' | 'handled' | 'dead'

/** A verified event, kept until its handlers have run. */
export interface InboxEvent {
  /** UUIDv7. */
  readonly id: string
  /** Alike for two copies of one event, 64 characters at most; in an inbox once. */
  readonly dedupeKey: string
  /** What shares a turn: events of one key never crowd out another's. */
  readonly key: string
  /** Name of the dialect it belongs to. */
  readonly dialect: string
  /** Event type, or the name the sender gave if the dialect does not know it; null if it gave none. */
  readonly type: string | null
  /** By names in lower case, without those that prove an origin or carry a credential. */
  readonly headers: Readonly<Record<string, string>>
  /** The exact bytes that were signed. */
  readonly body: Uint8Array
  /** Which scheme and secret proved it. */
  readonly verified: Verified
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  readonly state: InboxState
  /** Times its handlers were begun so far. */
  readonly attempts: number
  /** When they are to run next, in milliseconds since the epoch; null once it has ended. */
  readonly nextAttemptAt: number | null
  /** When it ended, in milliseconds since the epoch; null while it is pending. */
  readonly endedAt: number | null
  /** Why the newest attempt failed; null once one went well, and before the first. */
  readonly lastError: InboxError | null
}

export interface InboxError {
  /** A code of `HookstampError`. */
  readonly code: string
  readonly message: string
}

/** An event as it is listed: without its body. */
export type InboxEntry = Omit<InboxEvent, 'body'>

/** What became of an attempt. */
export type InboxResult = Pick<InboxEvent, 'state' | 'nextAttemptAt' | 'endedAt' | 'lastError'>

/** Newest first; every field given narrows. */
export interface InboxQuery {
  readonly state?: InboxState
  readonly dialect?: string
  /** Event types, exactly. */
  readonly types?: readonly string[]
  /** Received at this instant or later, in milliseconds since the epoch. */
  readonly since?: number
  /** Received before this instant, in milliseconds since the epoch. */
  readonly until?: number
  /** Only events older than this id. For the next page: the last id of this one. */
  readonly before?: string
  /** @default 25 */
  readonly limit?: number
}

/** Which pending events a queue should know of, because they are overdue. */
export interface InboxOverdueQuery {
  /** Due before this instant, in milliseconds since the epoch. */
  readonly dueBefore: number
  /** Only events newer than this id. For the next page: the last id of this one. */
  readonly after?: string
  /** @default 1000 */
  readonly limit?: number
}

/** What a queue needs to know of an event. */
export type OverdueInboxEvent = Pick<InboxEvent, 'id' | 'key' | 'nextAttemptAt'>

export interface InboxStore {
  /** Writes an event; false, and nothing is written, if one with its dedupe key is on record, whatever became of it. */
  add(event: InboxEvent, options?: Transaction): MaybePromise<boolean>
  get(id: string, options?: Transaction): MaybePromise<InboxEvent | undefined>
  list(query: InboxQuery, options?: Transaction): MaybePromise<readonly InboxEntry[]>
  /** The given events, in the order asked for; `undefined` for an unknown one or one that has ended. */
  load(ids: readonly string[]): MaybePromise<readonly (InboxEvent | undefined)[]>
  /** Counts an attempt before its handlers run, so that a crash shows; false if it has ended already or does not exist. */
  begin(id: string, options?: Transaction): MaybePromise<boolean>
  /** Writes what became of an attempt; false if the event has ended already or does not exist: then nothing is written. */
  complete(id: string, result: InboxResult, options?: Transaction): MaybePromise<boolean>
  /** Makes a dead event pending again, as if never attempted, due at `at`; false if it is not dead or does not exist. */
  retry(id: string, at: number, options?: Transaction): MaybePromise<boolean>
  /** Pending events that should have been handled before, oldest id first: what a sweeper lines up again. */
  overdue(query: InboxOverdueQuery): MaybePromise<readonly OverdueInboxEvent[]>
  /** Drops what has ended long ago; answers how many events went. Their dedupe keys go with them. */
  prune(limits: PruneLimits): MaybePromise<number>
}
