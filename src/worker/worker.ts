/**
 * Takes due items from the queue and keeps a bounded number of them in flight. Knows when to look again; knows
 * nothing of deliveries.
 */
import type { WaitingClock } from '../internal/clock.js'
import type { Claim, Queue } from '../ports/queue.js'
import type { Gate } from './gate.js'

export interface WorkerOptions {
  readonly queue: Queue
  readonly clock: WaitingClock
  /** Which keys to pass over, and when to look again because of that. */
  readonly gate: Gate
  /** Most items in flight. */
  readonly concurrency: number
  /** Most items of one key in flight. */
  readonly perKeyMax: number
  readonly leaseMs: number
  /** Deals with claimed items; calls `done` once for each, whatever becomes of it. Never rejects. */
  readonly work: (claims: readonly Claim[], done: (claim: Claim) => void) => Promise<void>
  /** Told when the queue fails; the worker looks again a little later. */
  readonly failed: (error: unknown) => void
}

export interface Worker {
  /** Works until `stop`. */
  start(): void
  /** Looks whether there is something to do: to be called when the gate was opened from outside. */
  look(): void
  /** Works off what is due, and what is in flight, then stops. */
  drain(): Promise<void>
  /** Takes nothing more; resolves once nothing is in flight, or after `waitMs`, to what is still in flight. */
  stop(waitMs: number): Promise<readonly Claim[]>
  inFlight(): number
}

// When an item is said to be due already, yet was not handed out: most likely its key has no room, and `done` will tell.
const RECHECK_MS = 50
// How soon to look again after the queue has failed: soon enough to be unnoticed, rare enough not to hammer it.
const AFTER_FAILURE_MS = 1000

export function createWorker(options: WorkerOptions): Worker {
  const { queue, clock, gate, concurrency, perKeyMax, leaseMs } = options
  let started = false
  let draining = 0
  const inFlight = new Set<Claim>()
  let filling = false
  let askedAgain = false
  let lookAgain: (() => void) | undefined
  let stopListening: (() => void) | undefined
  const idleListeners = new Set<() => void>()

  const done = (claim: Claim): void => {
    inFlight.delete(claim)
    fill()
  }

  const hasRoom = (): boolean => inFlight.size < concurrency && (started || draining > 0)

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
        const skipKeys = gate.closed(clock.now())
        const claiming = queue.claim({ max: concurrency - inFlight.size, leaseMs, perKeyMax, skipKeys })
        const claims = claiming instanceof Promise ? await claiming : claiming
        if (claims.length > 0) {
          for (const claim of claims) inFlight.add(claim)
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
    if (inFlight.size === 0) idleListeners.forEach((listener) => listener())
  }

  const wakeWhenDue = async (): Promise<void> => {
    const dueAt = (await queue.nextDueAt()) ?? Infinity
    const at = Math.min(dueAt, gate.nextOpening() ?? Infinity)
    lookAgain?.()
    if (at === Infinity) return
    const now = clock.now()
    wakeIn(at > now ? at - now : RECHECK_MS)
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
    look: fill,
    drain: async () => {
      draining++
      await idle()
      draining--
    },
    stop: async (waitMs) => {
      started = false
      lookAgain?.()
      stopListening?.()
      if (inFlight.size === 0) return []
      let giveUp = (): void => {}
      const waited = new Promise<void>((resolve) => {
        giveUp = clock.after(waitMs, resolve)
      })
      await Promise.race([idle(), waited])
      giveUp()
      return [...inFlight]
    },
    inFlight: () => inFlight.size,
  }
}
