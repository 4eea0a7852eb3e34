/** The sending core: takes events, delivers them to every webhook that wants them, records every attempt. */
import type { Dialect, EventMap, PayloadOf, Validation } from '../dialect.js'
import { HookstampError } from '../errors.js'
import { systemClock, withTimers, type Clock } from '../internal/clock.js'
import { systemRandom, type Random } from '../internal/random.js'
import { uuidFactory } from '../internal/uuid.js'
import type { Attempt, Delivery, DeliveryQuery } from '../ports/delivery.js'
import type { Claim, Queue } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import type { Transport } from '../ports/transport.js'
import { createAdmission } from './admission.js'
import { reasons } from './conclude.js'
import { deliver, type DeliverContext } from './deliver.js'
import {
  emitEvents,
  type Emission,
  type EmitContext,
  type EmitManyOptions,
  type EmitOptions,
  type EventToEmit,
} from './emit.js'
import { checkHealthPolicy, defaultHealth, type HealthPolicy } from './endpoint-health.js'
import { memoryQueue } from './memory-queue.js'
import { safely, type Observer } from './observe.js'
import { redeliver } from './redeliver.js'
import { checkRetryPolicy, defaultRetryPolicy, type RetryPolicy } from './retry-policy.js'
import { webhookSigners } from './signers.js'
import { createWorker } from './worker.js'

export interface DispatcherOptions<Events> {
  /** Which events there are, and how they are encoded and signed. */
  readonly dialect: Dialect<Events>
  readonly store: Store
  readonly transport: Transport
  /** @default a queue in memory with a store in memory; required with any other store */
  readonly queue?: Queue
  /**
   * What a payload is held to before anything is stored.
   * @default 'strict' the document
   */
  readonly validation?: Validation
  /** @default ten attempts over about 75 hours */
  readonly retry?: RetryPolicy
  /**
   * When a webhook that fails is paused, and when it is given up.
   * @default a pause after ten failures in a row, given up after five days
   */
  readonly health?: HealthPolicy
  /**
   * Most requests in flight.
   * @default 64
   */
  readonly concurrency?: number
  /**
   * Most requests in flight to one webhook.
   * @default 8
   */
  readonly concurrencyPerWebhook?: number
  /**
   * For how long a claimed delivery is this process's, in milliseconds. Must be longer than the transport's deadline.
   * @default 60_000
   */
  readonly leaseMs?: number
  /** Told of every change, for logs, metrics and tests. */
  readonly observe?: Observer
  /** @default the computer's clock */
  readonly clock?: Clock
  /** @default the platform's */
  readonly random?: Random
}

export interface StopOptions {
  /**
   * How long to wait for requests in flight, in milliseconds. What is not over by then is sent again later.
   * @default 30_000
   */
  readonly drainMs?: number
}

export interface Dispatcher<Events = EventMap> {
  /**
   * Stores an event and one delivery for each webhook that hears of it; they are sent by `start` or `drain`.
   *
   * @throws HookstampError `payload-invalid`, `payload-not-json`, `payload-too-large`, `event-unknown`, `not-found` (namespace); then nothing is stored
   * @example
   * await dispatcher.emit('build.submitted', build, { namespaceId: 3 })
   */
  emit<Type extends keyof Events & string>(
    type: Type,
    payload: PayloadOf<Events, Type, 'emit'>,
    options: EmitOptions,
  ): Promise<Emission>
  /**
   * Stores many events as `emit` does one, all or nothing: if one is refused, none is stored.
   *
   * @returns an emission for each event, in their order
   */
  emitMany(events: readonly EventToEmit<Events>[], options?: EmitManyOptions): Promise<readonly Emission[]>
  /**
   * Sends the same event to the same webhook once more, as a delivery of its own, signed with today's secrets.
   *
   * @throws HookstampError `not-found` for an unknown delivery or a webhook that was deleted
   */
  redeliver(deliveryId: string): Promise<Delivery>
  /**
   * Calls a delivery off. A request that is under way is not broken off, but it is the last.
   *
   * @returns false if it has ended already or does not exist
   */
  cancel(deliveryId: string): Promise<boolean>
  /** Ends the pause of a webhook, and makes it active: for owners who have mended their receiver. */
  resume(webhookId: number): Promise<void>
  /** Delivers in the background until `stop`. */
  start(): void
  /** Delivers what is due now, then resolves: for cron jobs and serverless functions. Retries wait for the next call. */
  drain(): Promise<void>
  /** Takes up nothing more and waits for what is in flight. */
  stop(options?: StopOptions): Promise<void>
  readonly deliveries: {
    get(id: string): Promise<Delivery | undefined>
    /** Newest first. */
    list(query?: DeliveryQuery): Promise<readonly Delivery[]>
    /** In the order they were made. */
    attempts(deliveryId: string): Promise<readonly Attempt[]>
  }
}

/**
 * Makes a dispatcher.
 *
 * @throws HookstampError `queue-required`, `option-invalid`
 * @example
 * const dispatcher = createDispatcher({ dialect: djinn, store: memoryStore(), transport: httpTransport() })
 * await dispatcher.emit('build.submitted', build, { namespaceId: 3 })
 * dispatcher.start()
 */
export function createDispatcher<Events>(options: DispatcherOptions<Events>): Dispatcher<Events> {
  const { store, transport } = options
  // Inside, an event type is a string: the map of events has done its work in the types of `emit`.
  const dialect = options.dialect as unknown as Dialect
  const clock = withTimers(options.clock ?? systemClock)
  const random = options.random ?? systemRandom
  const observe = safely(options.observe)
  const queue = options.queue ?? defaultQueue(store, clock)
  const newId = uuidFactory(clock, random)

  const emitting: EmitContext = {
    dialect,
    store,
    queue,
    clock,
    newId,
    validation: options.validation ?? 'strict',
    observe,
  }
  const delivering: DeliverContext = {
    dialect,
    store,
    transport,
    clock,
    random,
    retry: checkRetryPolicy(options.retry ?? defaultRetryPolicy),
    signerOf: webhookSigners(dialect, clock, ({ id }, skipped) =>
      observe?.({ kind: 'secrets-skipped', webhookId: id, skipped }),
    ),
    observe,
    proofHeaders: new Set(Object.values(dialect.schemes).map((scheme) => scheme.headers[0] as string)),
    queue,
    admission: createAdmission(),
    health: checkHealthPolicy(options.health ?? defaultHealth),
  }

  // After a fault nothing is settled: the lease runs out and the delivery is taken up again.
  const faulted = (error: unknown): void => observe?.({ kind: 'faulted', error })
  const work = async (claims: readonly Claim[], done: () => void): Promise<void> => {
    try {
      const ids = claims.map((claim) => claim.id)
      const loading = store.deliveries.load(ids)
      const loaded = loading instanceof Promise ? await loading : loading
      for (const [index, claim] of claims.entries()) {
        void deliver(delivering, claim, loaded[index]).catch(faulted).finally(done)
      }
    } catch (error) {
      faulted(error)
      for (const _ of claims) done()
    }
  }
  const worker = createWorker({
    queue,
    clock,
    gate: delivering.admission.gate,
    concurrency: positive('concurrency', options.concurrency ?? 64),
    perKeyMax: positive('concurrencyPerWebhook', options.concurrencyPerWebhook ?? 8),
    leaseMs: positive('leaseMs', options.leaseMs ?? 60_000),
    work,
    failed: faulted,
  })

  return {
    emit: async (type, payload, emitOptions) => {
      const { namespaceId, idempotencyKey, ...rest } = emitOptions
      const key = idempotencyKey === undefined ? {} : { idempotencyKey }
      const [emission] = await emitEvents(emitting, [{ type, payload, namespaceId, ...key }], rest)
      return emission as Emission
    },
    emitMany: (events, emitOptions = {}) => emitEvents(emitting, events, emitOptions),
    redeliver: (deliveryId) => redeliver(emitting, deliveryId),
    cancel: async (deliveryId) => {
      const delivery = await store.deliveries.get(deliveryId)
      if (!(await store.deliveries.end(deliveryId, 'cancelled', reasons.cancelled))) return false
      await queue.remove([deliveryId])
      const { webhookId } = delivery as Delivery
      observe?.({ kind: 'cancelled', deliveryId, webhookId, reason: reasons.cancelled })
      return true
    },
    resume: async (webhookId) => {
      await store.webhooks.update(webhookId, { active: true })
      delivering.admission.gate.open(String(webhookId))
      observe?.({ kind: 'webhook-recovered', webhookId })
      worker.look()
    },
    start: () => worker.start(),
    drain: () => worker.drain(),
    stop: ({ drainMs = 30_000 } = {}) => worker.stop(drainMs),
    deliveries: {
      get: async (id) => store.deliveries.get(id),
      list: async (query = {}) => store.deliveries.list(query),
      attempts: async (deliveryId) => store.deliveries.attempts(deliveryId),
    },
  }
}

function defaultQueue(store: Store, clock: Clock): Queue {
  if (store.caps.durability === 'memory') return memoryQueue({ clock })
  throw new HookstampError(
    'queue-required',
    'This store outlives the process, a queue in memory would not: pass the `queue` that belongs to it.',
  )
}

function positive(name: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value
  throw new HookstampError('option-invalid', `${name}: expected a whole number above 0.`)
}
