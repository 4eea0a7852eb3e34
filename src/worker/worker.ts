/**
 * Takes due items from the queue and keeps a bounded number of them in flight. Knows when to look again; knows
 * nothing of deliveries.
 */
import type { WaitingClock } from '../internal/clock.js'
import type { Claim, Queue } from '../ports/queue.js'
import type { Gate } from './gate.js'
import { createLeases } from './leases.js'

export interface WorkerOptions {
  readonly queue: Queue
  readonly clock: WaitingClock
  /** Which keys to pass over, and when to look again because of that. */
  readonly gate: Gate
  /** Most items in flight. */
  readonly concurrency: number
  /** Most items of one key in flight. */
  readonly perKeyMax: number
  /** For how long a claim holds, in milliseconds; it is renewed at a third of that for as long as it is in flight. */
  readonly leaseMs: number
  /**
   * Deals with claimed items; calls `done` once for each, whatever becomes of it. Never rejects. What it has not begun
   * when `isStopping` it settles as `release`.
   */
  readonly work: (claims: readonly Claim[], done: (claim: Claim) => void) => Promise<void>
  /** Told when the queue fails; the worker looks again a little later. */
  readonly failed: (error: unknown) => void
}

export interface Worker {
  /** Works until `stop`; also after a `stop`. */
  start(): void
  /** Looks whether there is something to do: to be called when the gate was opened from outside. */
  look(): void
  /** Works off what is due, and what is in flight, then stops. `prepare` is a part of it: a stop meanwhile ends it. */
  drain(prepare?: () => Promise<void>): Promise<void>
  /**
   * Takes nothing more; resolves once nothing is in flight, or after `waitMs`, to what is still in flight. That is
   * neither broken off nor given back: it may still end well, and settle, while the process lives; if it does not, its
   * lease runs out.
   */
  stop(waitMs: number): Promise<readonly Claim[]>
  /** Whether nothing more is to be begun. */
  isStopping(): boolean
  inFlight(): number
}

// When an item is said to be due already, yet was not handed out: most likely its key has no room, and `done` will tell.
const RECHECK_MS = 50
// How soon to look again after the queue has failed: soon enough to be unnoticed, rare enough not to hammer it.
const AFTER_FAILURE_MS = 1000
// How often to ask a queue that others may fill as well: a hint of theirs need not reach this process.
const POLL_MS = 1000

export function createWorker(options: WorkerOptions): Worker {
  const { queue, clock, gate, concurrency, perKeyMax, leaseMs, failed } = options
  const leases = createLeases({ queue, clock, leaseMs, failed })
  const pollMs = queue.caps.durability === 'memory' ? Infinity : POLL_MS
  let started = false
  // A stop ends the drains before it.
  let drains = new Set<symbol>()
  let filling = false
  let askedAgain = false
  let lookAgain: (() => void) | undefined
  let stopListening: (() => void) | undefined
  const idleListeners = new Set<() => void>()

  const done = (claim: Claim): void => {
    leases.end(claim)
    fill()
  }

  const isStopping = (): boolean => !started && drains.size === 0
  const hasRoom = (): boolean => leases.size() < concurrency && !isStopping()
  const isIdle = (): boolean => !filling && leases.size() === 0

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
        const claiming = queue.claim({ max: concurrency - leases.size(), leaseMs, perKeyMax, skipKeys })
        const claims = claiming instanceof Promise ? await claiming : claiming
        if (claims.length > 0) {
          leases.begin(claims)
          void options.work(claims, done)
          // One answer need not be all that is due: ask until nothing comes.
          askedAgain = true
        } else if (started) {
          await wakeWhenDue()
        }
      }
    } catch (error) {
      failed(error)
      if (started) wakeIn(AFTER_FAILURE_MS)
    } finally {
      filling = false
    }
    if (isIdle()) idleListeners.forEach((listener) => listener())
  }

  const wakeWhenDue = async (): Promise<void> => {
    const dueAt = (await queue.nextDueAt()) ?? Infinity
    const now = clock.now()
    const at = Math.min(dueAt, gate.nextOpening() ?? Infinity, now + pollMs)
    lookAgain?.()
    if (at === Infinity || !started) return
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
      leases.renew()
      stopListening = queue.onReady?.(fill)
      fill()
    },
    look: fill,
    drain: async (prepare) => {
      const mine = Symbol('drain')
      drains.add(mine)
      leases.renew()
      try {
        await prepare?.()
      } finally {
        await idle()
        drains.delete(mine)
        if (isStopping()) leases.stop()
      }
    },
    stop: async (waitMs) => {
      started = false
      drains = new Set()
      lookAgain?.()
      stopListening?.()
      if (!isIdle()) {
        let giveUp = (): void => {}
        const waited = new Promise<void>((resolve) => {
          giveUp = clock.after(waitMs, resolve)
        })
        await Promise.race([idle(), waited])
        giveUp()
      }
      if (isStopping()) leases.stop()
      return leases.held()
    },
    isStopping,
    inFlight: () => leases.size(),
  }
}
