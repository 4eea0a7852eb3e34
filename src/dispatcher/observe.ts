import type { Attempt, Delivery, StoredEvent } from '../ports/delivery.js'
import type { Webhook } from '../ports/webhook.js'
import type { SkippedSecret } from '../signing/secrets.js'

/** Something the dispatcher did or met, for logs, metrics and tests. Holds no secret. */
export type DispatcherChange =
  /** An event was stored, with one delivery for each webhook that hears of it. */
  | { readonly kind: 'emitted'; readonly event: StoredEvent; readonly deliveries: readonly Delivery[] }
  /** A request was made and its result stored. `delivery` is as it stands after it. */
  | {
      readonly kind: 'attempted'
      readonly delivery: Delivery
      readonly attempt: Attempt
      readonly webhook: Webhook
    }
  /** A webhook was made inactive. */
  | { readonly kind: 'webhook-disabled'; readonly webhookId: number; readonly reason: string }
  /** Stored secrets were left out because they are malformed. */
  | {
      readonly kind: 'secrets-skipped'
      readonly webhookId: number
      readonly skipped: readonly SkippedSecret[]
    }
  /** Store or queue failed; what was under way is tried again. */
  | { readonly kind: 'faulted'; readonly error: unknown }

export type Observer = (change: DispatcherChange) => void

/** An observer that cannot lose a delivery: what it throws surfaces as an uncaught exception of its own. */
export function safely(observe: Observer | undefined): Observer | undefined {
  return (
    observe &&
    ((change) => {
      try {
        observe(change)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    })
  )
}
