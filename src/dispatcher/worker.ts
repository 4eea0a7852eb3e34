/**
 * Takes due items from the queue and keeps a bounded number of them in flight. Knows when to look again; knows
 * nothing of deliveries.
 */
import type { WaitingClock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Claim, Queue } from '../ports/queue.js'

export interface WorkerOptions {
  readonly queue: Queue
  readonly clock: WaitingClock
  /** Most items in flight. */
  readonly concurrency: number
  /** Most items of one key in flight. */
  readonly perKeyMax: number
  readonly leaseMs: number
  /** Deals with claimed items; calls `done` once for each, whatever becomes of it. Never rejects. */
  readonly work: (claims: readonly Claim[], done: () => void) => MaybePromise<void>
  /** Told when the queue fails; the worker looks again a little later. */
  readonly failed: (error: unknown) => void
}

export interface Worker {
  /** Works until `stop`. */
  start(): void
  /** Works off what is due, and what is in flight, then stops. */
  drain(): Promise<void>
  /** Takes nothing more; resolves once nothing is in flight, or after `waitMs`. */
  stop(waitMs: number): Promise<void>
}

// How soon to look again after the queue has failed: soon enough to be unnoticed, rare enough not to hammer it.
const AFTER_FAILURE_MS = 1000

export function createWorker(options: WorkerOptions): Worker {
  const { queue, clock, concurrency, perKeyMax, leaseMs } = options
  let started = false
  let draining = 0
  let inFlight = 0
  let filling = false
  let askedAgain = false
  let lookAgain: (() => void) | undefined
  let stopListening: (() => void) | undefined
  const idleListeners = new Set<() => void>()

  const done = (): void => {
    inFlight--
    fill()
  }

  const hasRoom = (): boolean => inFlight < concurrency && (started || draining > 0)

  /** Claims up to the limit. Callable at any time; a call during a claim makes it look once more. */
  const fill = (): void => {
    askedAgain = true
    if (!filling) void claimAll()
  }

  const claimAll = async (): Promise<void> => {
    filling = true
    try {
      while (askedAgain && hasRoom()) {
        askedAgain = false
        const claims = await queue.claim({ max: concurrency - inFlight, leaseMs, perKeyMax })
        if (claims.length > 0) {
          inFlight += claims.length
          void options.work(claims, done)
          // One answer need not be all that is due: ask until nothing comes.
          askedAgain = true
        } else if (started) {
          await wakeWhenDue()
        }
      }
    } catch (error) {
      options.failed(error)
      wakeIn(AFTER_FAILURE_MS)
    } finally {
      filling = false
    }
    if (inFlight === 0) for (const listener of [...idleListeners]) listener()
  }

  const wakeWhenDue = async (): Promise<void> => {
    const dueAt = await queue.nextDueAt()
    lookAgain?.()
    if (dueAt !== undefined) wakeIn(Math.max(0, dueAt - clock.now()))
  }
  const wakeIn = (delayMs: number): void => {
    lookAgain?.()
    lookAgain = clock.after(delayMs, fill)
  }

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      const listener = (): void => {
        idleListeners.delete(listener)
        resolve()
      }
      idleListeners.add(listener)
      fill()
    })

  return {
    start: () => {
      if (started) return
      started = true
      stopListening = queue.onReady?.(fill)
      fill()
    },
    drain: async () => {
      draining++
      await idle()
      draining--
    },
    stop: async (waitMs) => {
      started = false
      lookAgain?.()
      stopListening?.()
      if (inFlight === 0) return
      let giveUp = (): void => {}
      const waited = new Promise<void>((resolve) => {
        giveUp = clock.after(waitMs, resolve)
      })
      await Promise.race([idle(), waited])
      giveUp()
    },
  }
}
