import type { Dialect } from '../dialect.js'
import { systemClock, withTimers } from '../internal/clock.js'
import { systemRandom } from '../internal/random.js'
import { uuidFactory } from '../internal/uuid.js'
import type { Claim } from '../ports/queue.js'
import { queueOf } from '../worker/queue-of.js'
import { createRetention } from '../worker/retention.js'
import { checkRetryPolicy, defaultRetryPolicy } from '../worker/retry-policy.js'
import { safely } from '../worker/safely.js'
import { createSweeper, sweepEveryMsOf } from '../worker/sweeper.js'
import { notNegative, positive } from '../worker/whole-number.js'
import { createWorker } from '../worker/worker.js'
import { createAdmission } from './admission.js'
import { cancel } from './cancel.js'
import { deliver, type DeliverContext } from './deliver.js'
import type { Dispatcher } from './dispatcher.js'
import { dueDeliveries } from './due-deliveries.js'
import type { Emission } from './emission.js'
import { emitEvents, type EmitContext } from './emit.js'
import { checkHealthPolicy, defaultHealth } from './endpoint-health.js'
import { createLines } from './lines.js'
import type { DispatcherOptions } from './options.js'
import { ping } from './ping.js'
import { createRecorder } from './record.js'
import { redeliver, replay } from './redeliver.js'
import { checkSecret, rotateSecret } from './rotate-secret.js'
import { webhookSigners } from './signers.js'
import { guarded } from './telemetry.js'
import { createTurnWait } from './turn-wait.js'
import { createWebhook, updateWebhook, type WebhooksContext } from './webhooks.js'

// A page of text says what is wrong; more is seldom read.
const KEEP_RESPONSE_BYTES = 8192
// How soon to try again what the store could not hand out.
const UNREADABLE_MS = 5_000

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
  const queue = options.queue ?? queueOf(store, clock)
  const newId = uuidFactory(clock, random)
  const faulted = (error: unknown): void => observe?.({ kind: 'faulted', error })
  const telemetry = options.telemetry && guarded(options.telemetry, faulted)

  const sweepEveryMs = positive('sweepEveryMs', options.sweepEveryMs ?? sweepEveryMsOf(store, queue))
  const sweeper = createSweeper({
    store,
    source: dueDeliveries(store),
    queue,
    clock,
    everyMs: sweepEveryMs,
    afterMs: notNegative('sweepAfterMs', options.sweepAfterMs ?? sweepEveryMs),
    linedUp: () => worker.look(),
    failed: faulted,
  })
  const emitting: EmitContext = {
    dialect,
    store,
    clock,
    newId,
    validation: options.validation ?? 'strict',
    record: createRecorder({
      store,
      queue,
      missing: (items) => sweeper.expect(items),
      linedUp: () => worker.look(),
      failed: faulted,
    }),
    observe,
    telemetry,
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
    telemetry,
    proofHeaders: new Set(Object.values(dialect.schemes).map((scheme) => scheme.headers[0] as string)),
    keepResponseBytes: notNegative('keepResponseBytes', options.keepResponseBytes ?? KEEP_RESPONSE_BYTES),
    queue,
    admission: createAdmission(),
    lines: createLines(),
    turnWait: createTurnWait(),
    health: checkHealthPolicy(options.health ?? defaultHealth),
    isStopping: () => worker.isStopping(),
  }

  const webhooks: WebhooksContext = {
    dialect,
    store,
    checkUrl: (url, { ssl }) => transport.checkUrl(url, { ssl }),
  }

  const work = async (claims: readonly Claim[], done: (claim: Claim) => void): Promise<void> => {
    try {
      const ids = claims.map((claim) => claim.id)
      const loading = store.deliveries.load(ids)
      const loaded = loading instanceof Promise ? await loading : loading
      claims.forEach((claim, index) => void deliver(delivering, claim, loaded[index], done))
    } catch (error) {
      faulted(error)
      await Promise.all(claims.map((claim) => putOff(claim, done)))
    }
  }
  /** What cannot be read now is not held until its lease runs out. */
  const putOff = async (claim: Claim, done: (claim: Claim) => void): Promise<void> => {
    try {
      await queue.settle(claim, worker.isStopping() ? 'release' : { retryAt: clock.now() + UNREADABLE_MS })
    } catch (error) {
      faulted(error)
    }
    done(claim)
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

  const retention = createRetention({
    drop: (limits) => store.deliveries.prune(limits),
    clock,
    retention: options.retention ?? {},
    failed: faulted,
  })

  return {
    eventTypes: options.dialect.eventTypes,
    checkUrl: webhooks.checkUrl,
    checkSecret: (secret) => checkSecret(dialect, secret),
    ping: (webhookId) => ping(emitting, webhookId),
    emit: async (type, payload, emitOptions) => {
      const { namespaceId, idempotencyKey, orderingKey } = emitOptions
      const event = { type, payload, namespaceId, idempotencyKey, orderingKey }
      const [emission] = await emitEvents(emitting, [event], emitOptions)
      return emission as Emission
    },
    emitMany: (events, emitOptions = {}) => emitEvents(emitting, events, emitOptions),
    redeliver: (deliveryId, tx = {}) => redeliver(emitting, deliveryId, tx),
    replay: (query, replayOptions = {}) => replay(emitting, query, replayOptions),
    cancel: async (deliveryId, cancelOptions = {}) => {
      const { gate } = delivering.admission
      const isCancelled = await cancel({ store, queue, clock, gate, observe }, deliveryId, cancelOptions)
      if (isCancelled) worker.look()
      return isCancelled
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
      sweeper.start()
      retention.start()
    },
    drain: () => worker.drain(() => sweeper.sweep()),
    stop: async ({ drainMs = 30_000 } = {}) => {
      retention.stop()
      sweeper.stop()
      const stopping = worker.stop(drainMs)
      delivering.lines.dismiss()
      const rest = await stopping
      return { unfinished: rest.map((claim) => claim.id) }
    },
    health: async () => ({
      inFlight: worker.inFlight(),
      concurrency,
      waitingWebhookIds: [...delivering.admission.gate.closed(clock.now())].map(Number),
      warnings: [...(await store.health()), ...(await queue.health())],
    }),
    webhooks: {
      create: (input, webhookOptions = {}) => createWebhook(webhooks, input, webhookOptions),
      update: (id, changes, webhookOptions = {}) => updateWebhook(webhooks, id, changes, webhookOptions),
    },
    deliveries: {
      get: async (id) => store.deliveries.get(id),
      list: async (query = {}) => store.deliveries.list(query),
      attempts: async (deliveryId) => store.deliveries.attempts(deliveryId),
      prune: () => retention.prune(),
    },
  }
}
