/** From events to stored deliveries: check, encode once, choose who hears of it, write, line up. */
import type { Audience, Dialect, EventMap, PayloadOf, Validation } from '../dialect.js'
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Delivery, NewEvent, StoredEvent } from '../ports/delivery.js'
import type { Namespace } from '../ports/namespace.js'
import type { Queue } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import type { EmissionSpan, Telemetry } from '../ports/telemetry.js'
import type { Transaction } from '../ports/transaction.js'
import { checkPayload } from './check-payload.js'
import type { Observer } from './observe.js'

export interface EmitContext {
  readonly dialect: Dialect
  readonly store: Store
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: () => string
  readonly validation: Validation
  readonly observe: Observer | undefined
  readonly telemetry: Telemetry | undefined
}

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
   * answer is the first emission's. Unique per namespace.
   */
  readonly idempotencyKey?: string
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

interface EventIn extends EmitTarget {
  readonly type: string
  readonly payload: unknown
}

const SELF: Audience = ['self']

/** Emits all or nothing: if one event is refused, none is stored. */
export async function emitEvents(
  context: EmitContext,
  events: readonly EventIn[],
  options: EmitManyOptions,
): Promise<readonly Emission[]> {
  options.signal?.throwIfAborted()
  const batch: NewEvent[] = []
  for (const event of events) batch.push(await prepare(context, event))
  options.signal?.throwIfAborted()
  if (options.dryRun === true) return batch.map((one) => ({ ...emissionOf(one), deliveryIds: [] }))

  // What nobody hears of is not stored, unless it has to be known again.
  const stored = batch.filter(
    ({ event, deliveries }) => deliveries.length > 0 || event.idempotencyKey !== null,
  )
  if (stored.length === 0) return batch.map(emissionOf)
  const tx = 'tx' in options ? { tx: options.tx } : {}
  const eventIds = await add(context, stored, tx)
  const fresh = stored.filter(({ event }, index) => eventIds[index] === event.id)
  if (fresh.length > 0)
    await enqueue(
      context.queue,
      fresh.flatMap(({ deliveries }) => deliveries),
      tx,
    )
  for (const { event, deliveries } of fresh) context.observe?.({ kind: 'emitted', event, deliveries })
  if (fresh.length === stored.length) return batch.map(emissionOf)
  const heldBy = new Map(stored.map(({ event }, index) => [event, eventIds[index] as string]))
  return Promise.all(
    batch.map((one) => {
      const eventId = heldBy.get(one.event) ?? one.event.id
      return eventId === one.event.id ? emissionOf(one) : earlierEmission(context.store, eventId)
    }),
  )
}

/** Writes events, followed by telemetry if there is any. */
async function add(
  { store, telemetry }: EmitContext,
  events: readonly NewEvent[],
  tx: Transaction,
): Promise<readonly string[]> {
  if (telemetry === undefined) return store.deliveries.add(events, tx)
  const spans: EmissionSpan[] = []
  const traced = events.map(({ event, deliveries }) => {
    const span = telemetry.startEmission(event)
    spans.push(span)
    return { event: { ...event, traceContext: span.traceContext }, deliveries }
  })
  try {
    const eventIds = await store.deliveries.add(traced, tx)
    for (const span of spans) span.end()
    return eventIds
  } catch (error) {
    for (const span of spans) span.end(error)
    throw error
  }
}

async function prepare(context: EmitContext, input: EventIn): Promise<NewEvent> {
  const { dialect, store, clock, newId } = context
  const { type, payload, idempotencyKey = null } = input
  await checkPayload(dialect, context.validation, type, payload)
  const finding = store.namespaces.get(input.namespaceId)
  const namespace = finding instanceof Promise ? await finding : finding
  if (namespace === undefined) {
    throw new HookstampError('not-found', `There is no namespace ${input.namespaceId} to emit for.`)
  }
  const createdAt = clock.now()
  const id = newId()
  const audience = dialect.audience?.(type, payload) ?? SELF
  const matching = store.webhooks.matching(namespaceIdsOf(namespace, audience), type)
  const webhooks = matching instanceof Promise ? await matching : matching
  // Encoded even if nobody hears of it: a payload that cannot be sent must fail everywhere alike.
  const body = dialect.encode({ id, type, payload, occurredAt: createdAt })
  if (body.length > dialect.maxBodyBytes) {
    throw new HookstampError(
      'payload-too-large',
      `The body of this "${type}" has ${body.length} bytes; receivers read ${dialect.maxBodyBytes} at most. ` +
        'Send less, or a URL to fetch the rest from.',
    )
  }
  const event: StoredEvent = {
    id,
    type,
    namespaceId: namespace.id,
    idempotencyKey,
    traceContext: null,
    body,
    createdAt,
  }
  const outlivesWebhook = dialect.outlivesWebhook?.(type, payload) ?? false
  const deliveries = webhooks.map((webhook) =>
    newDelivery(newId(), event, webhook.id, createdAt, outlivesWebhook, null),
  )
  return { event, deliveries }
}

function emissionOf({ event, deliveries }: NewEvent): Emission {
  return {
    eventId: event.id,
    webhookIds: deliveries.map((delivery) => delivery.webhookId),
    deliveryIds: deliveries.map((delivery) => delivery.id),
    duplicate: false,
  }
}

async function earlierEmission(store: Store, eventId: string): Promise<Emission> {
  // Redeliveries are later news; listed newest first.
  const found = await store.deliveries.list({ eventId, limit: Number.MAX_SAFE_INTEGER })
  const deliveries = found.filter((delivery) => delivery.redeliveryOf === null).toReversed()
  return {
    eventId,
    webhookIds: deliveries.map((delivery) => delivery.webhookId),
    deliveryIds: deliveries.map((delivery) => delivery.id),
    duplicate: true,
  }
}

export function newDelivery(
  id: string,
  event: StoredEvent,
  webhookId: number,
  createdAt: number,
  outlivesWebhook: boolean,
  redeliveryOf: string | null,
): Delivery {
  return {
    id,
    eventId: event.id,
    type: event.type,
    namespaceId: event.namespaceId,
    webhookId,
    state: 'pending',
    reason: null,
    attempts: 0,
    uncharged: 0,
    nextAttemptAt: createdAt,
    endedAt: null,
    redeliveryOf,
    outlivesWebhook,
    orderingKey: null,
    createdAt,
  }
}

/** Lines deliveries up, the webhook as key, so that none crowds out another. */
export async function enqueue(
  queue: Queue,
  deliveries: readonly Delivery[],
  options: Transaction,
): Promise<void> {
  const items = deliveries.map(({ id, webhookId, createdAt }) => ({
    id,
    key: String(webhookId),
    dueAt: createdAt,
  }))
  await queue.enqueue(items, options)
}

function namespaceIdsOf(namespace: Namespace, audience: Audience): readonly number[] {
  const ids = audience.map((who) => (who === 'self' ? namespace.id : namespace.parentId))
  return ids.filter((id) => id !== null)
}
