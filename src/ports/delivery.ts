import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Transaction } from './transaction.js'
import type { LastResponse, Webhook } from './webhook.js'

/** Something that happened, encoded once for all webhooks that hear of it. */
export interface StoredEvent {
  /** UUIDv7. */
  readonly id: string
  readonly type: string
  readonly namespaceId: number
  /** The emitter's own name for it, so that it is not stored twice. */
  readonly idempotencyKey: string | null
  /** Where in a trace it was emitted, as a W3C `traceparent`, when telemetry follows it. */
  readonly traceContext: string | null
  /** The exact bytes that travel. */
  readonly body: Uint8Array
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** `pending` until it ends: `delivered`, `dead` (given up) or `cancelled`. */
export type DeliveryState = 'pending' | 'delivered' | 'dead' | 'cancelled'

/** One event on its way to one webhook. */
export interface Delivery {
  /** UUIDv7. */
  readonly id: string
  readonly eventId: string
  readonly type: string
  readonly namespaceId: number
  readonly webhookId: number
  readonly state: DeliveryState
  /** Why it ended `dead` or `cancelled`. */
  readonly reason: string | null
  /** Attempts begun so far. */
  readonly attempts: number
  /** How many of them are not held against the receiver, so that they use up no retry. */
  readonly uncharged: number
  /** When the next attempt is due, in milliseconds since the epoch; null once it has ended. */
  readonly nextAttemptAt: number | null
  /** When it ended, in milliseconds since the epoch; null while it is pending. */
  readonly endedAt: number | null
  /** The delivery it repeats, for a redelivery. */
  readonly redeliveryOf: string | null
  /** Whether it is still sent after its webhook is deleted. */
  readonly outlivesWebhook: boolean
  /** What it keeps its order among, at a webhook that is `ordered`; null for the order of all that have none. */
  readonly orderingKey: string | null
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** One request of a delivery, with what came back. */
export interface Attempt {
  readonly deliveryId: string
  /** Counts from 1. */
  readonly number: number
  /** `unknown` from before the request until it is over: that is how a crash shows. */
  readonly outcome: 'unknown' | 'succeeded' | 'failed'
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Nanoseconds from the start of the request to the end of the response; null while unknown. */
  readonly durationNs: number | null
  /** What the time went into, as far as the transport tells. */
  readonly timings: AttemptTimings | null
  /** As sent, with values that prove or carry a secret replaced. */
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly response: AttemptResponse | null
  readonly error: AttemptError | null
}

/**
 * Stages of a request, each in nanoseconds from the start of the request to the end of the stage. Absent: it did not
 * happen (a kept connection was used, plain http) or cannot be told.
 */
export interface AttemptTimings {
  /** The name was resolved. */
  readonly dnsNs?: number
  readonly connectNs?: number
  readonly tlsNs?: number
  /** The first byte of the response arrived. */
  readonly firstByteNs?: number
}

export interface AttemptResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The first bytes of the body. */
  readonly body: Uint8Array
}

/** Why no whole response came. */
export interface AttemptError {
  /** A code of `HookstampError`, or the transport's own. */
  readonly code: string
  readonly message: string
}

/** An event with the deliveries it starts with. */
export interface NewEvent {
  readonly event: StoredEvent
  readonly deliveries: readonly Delivery[]
}

/** What became of an attempt, written in one step. */
export interface AttemptResult {
  readonly attempt: Attempt
  readonly delivery: Pick<Delivery, 'state' | 'reason' | 'nextAttemptAt' | 'endedAt' | 'uncharged'>
  readonly lastResponse: LastResponse
}

/** A delivery with everything an attempt needs. */
export interface LoadedDelivery {
  readonly delivery: Delivery
  readonly event: StoredEvent
  readonly webhook: Webhook
}

/** Newest first; every field given narrows. */
export interface DeliveryQuery {
  readonly namespaceId?: number
  readonly webhookId?: number
  readonly eventId?: string
  readonly state?: DeliveryState
  /** Event types, exactly. */
  readonly types?: readonly string[]
  /** Made at this instant or later, in milliseconds since the epoch. */
  readonly since?: number
  /** Made before this instant, in milliseconds since the epoch. */
  readonly until?: number
  /** Only deliveries older than this id. For the next page: the last id of this one. */
  readonly before?: string
  /** @default 25 */
  readonly limit?: number
}

/** How a delivery ends that is not to be sent any more. */
export interface Ending {
  readonly state: 'dead' | 'cancelled'
  readonly reason: string
  /** Milliseconds since the epoch. */
  readonly endedAt: number
}

/** Which deliveries that have ended are to be dropped, with their attempts; pending ones never are. */
export interface PruneLimits {
  /** Those that ended before this instant, in milliseconds since the epoch. */
  readonly endedBefore?: number
  /** All but the newest so many. */
  readonly keepEnded?: number
}

/** Which pending deliveries a queue should know of, because they are overdue. */
export interface OverdueQuery {
  /** Due before this instant, in milliseconds since the epoch. */
  readonly dueBefore: number
  /** Only deliveries newer than this id. For the next page: the last id of this one. */
  readonly after?: string
  /** @default 1000 */
  readonly limit?: number
}

/** What a queue needs to know of a delivery. */
export type OverdueDelivery = Pick<Delivery, 'id' | 'webhookId' | 'nextAttemptAt'>

/** What says where a delivery stands in its order. */
export type OrderedDelivery = Pick<Delivery, 'id' | 'webhookId' | 'orderingKey'>

export interface DeliveryStore {
  /**
   * Writes events with their deliveries, all or nothing, and answers with their ids. An event whose idempotency key
   * its namespace has seen in the last 24 hours is left out, with its deliveries: in place of its id stands the
   * earlier event's. An event that is stored already gets more deliveries.
   */
  add(events: readonly NewEvent[], options?: Transaction): MaybePromise<readonly string[]>
  get(id: string, options?: Transaction): MaybePromise<Delivery | undefined>
  list(query: DeliveryQuery, options?: Transaction): MaybePromise<readonly Delivery[]>
  /** In the order they were begun. */
  attempts(deliveryId: string): MaybePromise<readonly Attempt[]>
  event(id: string, options?: Transaction): MaybePromise<StoredEvent | undefined>
  /** What the given deliveries need to be sent, in the order asked for; `undefined` for an unknown one or one that has ended. */
  load(ids: readonly string[]): MaybePromise<readonly (LoadedDelivery | undefined)[]>
  /** Pending deliveries that should have been attempted before, oldest id first: what a sweeper lines up again. */
  overdue(query: OverdueQuery): MaybePromise<readonly OverdueDelivery[]>
  /**
   * The oldest pending delivery of the same webhook and `orderingKey` that was made before this one (by their ids), if
   * there is one: what it has to wait for at a webhook that is `ordered`. From an index over pending deliveries.
   */
  predecessor(delivery: OrderedDelivery): MaybePromise<OverdueDelivery | undefined>
  /** Writes an attempt before its request, and counts it. */
  begin(attempt: Attempt): MaybePromise<void>
  /** Writes what became of an attempt: attempt, delivery and the webhook's last response. An ended delivery stays ended. */
  complete(result: AttemptResult): MaybePromise<void>
  /** Ends a pending delivery; false if it has ended already or does not exist. */
  end(id: string, ending: Ending, options?: Transaction): MaybePromise<boolean>
  /** Drops what has ended long ago, and events that no delivery is left of; answers how many deliveries went. */
  prune(limits: PruneLimits): MaybePromise<number>
}
