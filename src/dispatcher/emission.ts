/** What emitting takes and answers. */
import type { EventMap, PayloadOf } from '../dialect.js'
import type { NewEvent } from '../ports/delivery.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'

/** How events are emitted, one or many. */
export interface EmitManyOptions extends Transaction {
  /**
   * Stores and sends nothing: checks the payload and tells who would hear of it (`webhookIds`).
   * @default false
   */
  readonly dryRun?: boolean
  /** Calls the emission off as long as nothing is stored; it rejects with the signal's reason then. */
  readonly signal?: AbortSignal
}

/** What belongs to one event. */
export interface EmitTarget {
  /** The namespace it happened in: its webhooks hear of it. */
  readonly namespaceId: number
  /**
   * Makes emitting safe to repeat: with a key that the namespace has seen in the last day nothing is stored, and the
   * answer is the first emission's. Unique per namespace; 255 characters at most.
   */
  readonly idempotencyKey?: string
  /**
   * What the event is about, as far as order goes: webhooks that are `ordered` get events with the same key one at a time,
   * in the order in which they were emitted, and those with different keys beside each other. 255 characters at most.
   * @default the events without a key keep their order among themselves
   */
  readonly orderingKey?: string
}

export interface EmitOptions extends EmitTarget, EmitManyOptions {}

/** One event of a batch. */
export type EventToEmit<Events = EventMap> = {
  readonly [Type in keyof Events & string]: EmitTarget & {
    readonly type: Type
    readonly payload: PayloadOf<Events, Type, 'emit'>
  }
}[keyof Events & string]

/** What was emitted. No webhook wanted it if there is no delivery: then nothing is stored. */
export interface Emission {
  /** UUIDv7; the id that is signed, the same for every webhook and every attempt. */
  readonly eventId: string
  /** The webhooks that matched; as many as there are. */
  readonly webhookIds: readonly number[]
  /** One for each of them, in the same order; none for a dry run. */
  readonly deliveryIds: readonly string[]
  /** Whether the event was emitted before, with the same idempotency key. */
  readonly duplicate: boolean
}

export function emissionOf({ event, deliveries }: NewEvent): Emission {
  return {
    eventId: event.id,
    webhookIds: deliveries.map((delivery) => delivery.webhookId),
    deliveryIds: deliveries.map((delivery) => delivery.id),
    duplicate: false,
  }
}

/** The emission of an event that is stored already. */
export async function earlierEmission(
  store: Store,
  eventId: string,
  options: Transaction,
): Promise<Emission> {
  // Redeliveries are later news; listed newest first.
  const found = await store.deliveries.list({ eventId, limit: Number.MAX_SAFE_INTEGER }, options)
  const deliveries = found.filter((delivery) => delivery.redeliveryOf === null).toReversed()
  return {
    eventId,
    webhookIds: deliveries.map((delivery) => delivery.webhookId),
    deliveryIds: deliveries.map((delivery) => delivery.id),
    duplicate: true,
  }
}
