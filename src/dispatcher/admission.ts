/** Whether a claimed delivery may be sent now, or its webhook has to wait: paused, probed, in order, or too often. */
import type { LoadedDelivery } from '../ports/delivery.js'
import { createGate, type Gate } from '../worker/gate.js'
import { tokenBuckets } from './token-bucket.js'

export interface Admission {
  readonly gate: Gate
  /** False: the webhook's key is closed, and opens when it is worth asking again. */
  admit(loaded: LoadedDelivery, key: string, now: number): boolean
  /** Called when an admitted delivery is over, with the time until which its key is to be closed: 0 for not at all. */
  leave(loaded: LoadedDelivery, key: string, now: number, closedUntil: number): void
}

// What the owner does in another process (mend, resume, call off) is noticed by asking the store again now and then.
const LONGEST_UNASKED_MS = 60_000

export function createAdmission(): Admission {
  const gate = createGate()
  const buckets = tokenBuckets()
  /** Keys with one delivery in flight that has to be the only one, and which. */
  const alone = new Map<string, string>()
  const closeUntil = (key: string, at: number, now: number): void =>
    gate.closeUntil(key, Math.min(at, now + LONGEST_UNASKED_MS))

  return {
    gate,
    admit: ({ webhook, delivery }, key, now) => {
      const { health, ratePerSecond } = webhook
      const ordered = isInOneLine({ webhook, delivery })
      // Nearly always: nothing is wrong and nothing is asked for.
      if (health.pausedUntil === null && !ordered && ratePerSecond === null) return true
      // Claimed together with the one that is in flight, or after `resume` opened the key meanwhile.
      if (alone.has(key)) {
        gate.closeUntil(key, Infinity)
        return false
      }
      if (health.pausedUntil !== null && health.pausedUntil > now) {
        closeUntil(key, health.pausedUntil, now)
        return false
      }
      // The first in line waits for its retry, and all wait behind it.
      if (ordered && delivery.nextAttemptAt !== null && delivery.nextAttemptAt > now) {
        closeUntil(key, delivery.nextAttemptAt, now)
        return false
      }
      const waitMs = ratePerSecond === null ? 0 : buckets.take(key, ratePerSecond, now)
      if (waitMs > 0) {
        closeUntil(key, now + waitMs, now)
        return false
      }
      if (ordered || health.pausedUntil !== null) {
        alone.set(key, delivery.id)
        gate.closeUntil(key, Infinity)
      }
      return true
    },
    leave: ({ delivery }, key, now, closedUntil) => {
      // Others of the key may have been under way before.
      if (alone.get(key) === delivery.id) {
        alone.delete(key)
        gate.open(key)
      }
      if (closedUntil > 0) closeUntil(key, closedUntil, now)
    },
  }
}

/** Whether its webhook sends it in one order with everything else, rather than with what has the same key. */
export function isInOneLine({ webhook, delivery }: Pick<LoadedDelivery, 'webhook' | 'delivery'>): boolean {
  return webhook.ordered && delivery.orderingKey === null
}
