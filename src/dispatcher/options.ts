import type { Dialect, Validation } from '../dialect.js'
import type { Clock } from '../internal/clock.js'
import type { Random } from '../internal/random.js'
import type { Queue } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import type { Telemetry } from '../ports/telemetry.js'
import type { Transport } from '../ports/transport.js'
import type { HealthPolicy } from './endpoint-health.js'
import type { Observer } from './observe.js'
import type { Retention } from '../worker/retention.js'
import type { RetryPolicy } from '../worker/retry-policy.js'

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
   * For how long a claimed delivery is this process's, in milliseconds; renewed at a third of that for as long as it is
   * in flight. After a crash its deliveries are taken up again after so long.
   * @default 60_000
   */
  readonly leaseMs?: number
  /**
   * How often to look for deliveries that the queue does not know of, in milliseconds. Also looked for at `start`.
   * @default 60_000 where store and queue write in one transaction, else 5_000; never with a store in memory
   */
  readonly sweepEveryMs?: number
  /**
   * For how long a delivery is overdue when it is looked for, in milliseconds.
   * @default as `sweepEveryMs`
   */
  readonly sweepAfterMs?: number
  /**
   * Most bytes of a response body that are stored with the attempt.
   * @default 8192
   */
  readonly keepResponseBytes?: number
  /**
   * What is dropped from the record of ended deliveries, hourly while the dispatcher is started.
   * @default {} nothing; a store in memory has a limit of its own
   */
  readonly retention?: Retention
  /** Told of every change, for logs, metrics and tests. */
  readonly observe?: Observer | readonly Observer[]
  /** Follows events from their emission to their attempts: `hookstamp/observers/opentelemetry`. */
  readonly telemetry?: Telemetry
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

/** What `stop` leaves behind. */
export interface Stopped {
  /** Ids of deliveries whose request was still under way. */
  readonly unfinished: readonly string[]
}

export interface DispatcherHealth {
  /** Requests in flight, and how many there can be. */
  readonly inFlight: number
  readonly concurrency: number
  /** Webhooks that this process lets wait: paused, being probed, kept in order, or above their rate. */
  readonly waitingWebhookIds: readonly number[]
  /** What an operator should know of the queue, in words; empty when all is well. */
  readonly warnings: readonly string[]
}
