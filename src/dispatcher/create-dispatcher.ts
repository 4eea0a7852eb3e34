import type { Dialect } from '../dialect.js'
import { HookstampError } from '../errors.js'
import { systemClock, withTimers, type Clock } from '../internal/clock.js'
import { systemRandom } from '../internal/random.js'
import { uuidFactory } from '../internal/uuid.js'
import type { Delivery, Ending } from '../ports/delivery.js'
import type { Claim, Queue } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import { createAdmission } from './admission.js'
import { reasons } from './conclude.js'
import { deliver, type DeliverContext } from './deliver.js'
import type { Dispatcher } from './dispatcher.js'
import { emitEvents, type Emission, type EmitContext } from './emit.js'
import { checkHealthPolicy, defaultHealth } from './endpoint-health.js'
import { memoryQueue } from '../worker/memory-queue.js'
import { safely } from './observe.js'
import type { DispatcherOptions } from './options.js'
import { ping } from './ping.js'
import { redeliver, replay } from './redeliver.js'
import { createRetention } from './retention.js'
import { checkRetryPolicy, defaultRetryPolicy } from '../worker/retry-policy.js'
import { checkSecret, rotateSecret } from './rotate-secret.js'
import { webhookSigners } from './signers.js'
import { createWorker } from '../worker/worker.js'

// A page of text says what is wrong; more is seldom read.
const KEEP_RESPONSE_BYTES = 8192

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
    telemetry: options.telemetry,
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
    telemetry: options.telemetry,
    proofHeaders: new Set(Object.values(dialect.schemes).map((scheme) => scheme.headers[0] as string)),
    keepResponseBytes: notNegative('keepResponseBytes', options.keepResponseBytes ?? KEEP_RESPONSE_BYTES),
    queue,
    admission: createAdmission(),
    health: checkHealthPolicy(options.health ?? defaultHealth),
  }

  const faulted = (error: unknown): void => observe?.({ kind: 'faulted', error })
  const work = async (claims: readonly Claim[], done: (claim: Claim) => void): Promise<void> => {
    try {
      const ids = claims.map((claim) => claim.id)
      const loading = store.deliveries.load(ids)
      const loaded = loading instanceof Promise ? await loading : loading
      claims.forEach((claim, index) => void deliver(delivering, claim, loaded[index], done))
    } catch (error) {
      faulted(error)
      for (const claim of claims) done(claim)
    }
  }
  const concurrency = positive('concurrency', options.concurrency ?? 64)
  const worker = createWorker({
    queue,
    clock,
    gate: delivering.admission.gate,
    concurrency,
    perKeyMax: positive('concurrencyPerWebhook', options.concurrencyPerWebhook ?? 8),
    leaseMs: positive('leaseMs', options.leaseMs ?? 60_000),
    work,
    failed: faulted,
  })

  const retention = createRetention({ store, clock, retention: options.retention ?? {}, failed: faulted })

  return {
    eventTypes: options.dialect.eventTypes,
    checkUrl: (url, { ssl }) => transport.checkUrl(url, { ssl }),
    checkSecret: (secret) => checkSecret(dialect, secret),
    ping: (webhookId) => ping(emitting, webhookId),
    emit: async (type, payload, emitOptions) => {
      const { namespaceId, idempotencyKey, ...rest } = emitOptions
      const key = idempotencyKey === undefined ? {} : { idempotencyKey }
      const [emission] = await emitEvents(emitting, [{ type, payload, namespaceId, ...key }], rest)
      return emission as Emission
    },
    emitMany: (events, emitOptions = {}) => emitEvents(emitting, events, emitOptions),
    redeliver: (deliveryId) => redeliver(emitting, deliveryId),
    replay: (query, replayOptions = {}) => replay(emitting, query, replayOptions),
    cancel: async (deliveryId) => {
      const delivery = await store.deliveries.get(deliveryId)
      const ending: Ending = { state: 'cancelled', reason: reasons.cancelled, endedAt: clock.now() }
      if (!(await store.deliveries.end(deliveryId, ending))) return false
      await queue.remove([deliveryId])
      const { webhookId } = delivery as Delivery
      observe?.({ kind: 'cancelled', deliveryId, webhookId, reason: reasons.cancelled })
      return true
    },
    rotateSecret: (webhookId, rotateOptions = {}) => rotateSecret(delivering, webhookId, rotateOptions),
    resume: async (webhookId) => {
      await store.webhooks.update(webhookId, { active: true })
      delivering.admission.gate.open(String(webhookId))
      observe?.({ kind: 'webhook-recovered', webhookId })
      worker.look()
    },
    start: () => {
      worker.start()
      retention.start()
    },
    drain: () => worker.drain(),
    stop: async ({ drainMs = 30_000 } = {}) => {
      retention.stop()
      const rest = await worker.stop(drainMs)
      return { unfinished: rest.map((claim) => claim.id) }
    },
    health: async () => ({
      inFlight: worker.inFlight(),
      concurrency,
      waitingWebhookIds: [...delivering.admission.gate.closed(clock.now())].map(Number),
      warnings: [...(await store.health()), ...(await queue.health())],
    }),
    deliveries: {
      get: async (id) => store.deliveries.get(id),
      list: async (query = {}) => store.deliveries.list(query),
      attempts: async (deliveryId) => store.deliveries.attempts(deliveryId),
      prune: () => retention.prune(),
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

function notNegative(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 0) return value
  throw new HookstampError('option-invalid', `${name}: expected a whole number, 0 or more.`)
}

function positive(name: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value
  throw new HookstampError('option-invalid', `${name}: expected a whole number above 0.`)
}
