/** Whether a claimed delivery may be sent now, or its webhook has to wait: paused, probed, in order, or too often. */
import type { LoadedDelivery } from '../ports/delivery.js'
import { createGate, type Gate } from '../worker/gate.js'
import { tokenBuckets } from './token-bucket.js'

export interface Admission {
  readonly gate: Gate
  /** False: the webhook's key is closed, and opens when it is worth asking again. */
  admit(loaded: LoadedDelivery, key: string, now: number): boolean
  /** Called when an admitted delivery is over, with the time until which its key is to be closed: 0 for not at all. */
  leave(key: string, closedUntil: number): void
}

export function createAdmission(): Admission {
  const gate = createGate()
  const buckets = tokenBuckets()
  /** Keys with one delivery in flight that has to be the only one. */
  const alone = new Set<string>()

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
        gate.closeUntil(key, health.pausedUntil)
        return false
      }
      // The first in line waits for its retry, and all wait behind it.
      if (ordered && delivery.nextAttemptAt !== null && delivery.nextAttemptAt > now) {
        gate.closeUntil(key, delivery.nextAttemptAt)
        return false
      }
      const waitMs = ratePerSecond === null ? 0 : buckets.take(key, ratePerSecond, now)
      if (waitMs > 0) {
        gate.closeUntil(key, now + waitMs)
        return false
      }
      if (ordered || health.pausedUntil !== null) {
        alone.add(key)
        gate.closeUntil(key, Infinity)
      }
      return true
    },
    leave: (key, closedUntil) => {
      if (alone.delete(key)) gate.open(key)
      if (closedUntil > 0) gate.closeUntil(key, closedUntil)
    },
  }
}

/** Whether its webhook sends it in one order with everything else, rather than with what has the same key. */
export function isInOneLine({ webhook, delivery }: Pick<LoadedDelivery, 'webhook' | 'delivery'>): boolean {
  return webhook.ordered && delivery.orderingKey === null
}
