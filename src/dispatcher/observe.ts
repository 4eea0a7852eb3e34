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
  /** A delivery was ended before it was delivered: called off, or its webhook was inactive when it fell due. */
  | {
      readonly kind: 'cancelled'
      readonly deliveryId: string
      readonly webhookId: number
      readonly reason: string
    }
  /** A webhook failed so often that nothing is sent to it for a while; then one delivery at a time, until one succeeds. */
  | {
      readonly kind: 'webhook-paused'
      readonly webhookId: number
      /** Milliseconds since the epoch. */
      readonly pausedUntil: number
      /** Failures in a row. */
      readonly failures: number
    }
  /** A paused webhook answers again. */
  | { readonly kind: 'webhook-recovered'; readonly webhookId: number }
  /** A webhook was made inactive: its owner should hear of it. */
  | { readonly kind: 'webhook-disabled'; readonly webhookId: number; readonly reason: string }
  /** A webhook has a new secret; older ones of the scheme expire. */
  | { readonly kind: 'secret-rotated'; readonly webhookId: number; readonly scheme: string }
  /** Stored secrets were left out because they are malformed. */
  | {
      readonly kind: 'secrets-skipped'
      readonly webhookId: number
      readonly skipped: readonly SkippedSecret[]
    }
  /**
   * A claim was lost while its request was under way: this process stood still for too long, or could not renew it. What
   * came back is recorded; whoever has it now goes on.
   */
  | { readonly kind: 'lease-lost'; readonly deliveryId: string; readonly webhookId: number }
  /** Store, queue or telemetry failed; what was under way is tried again. */
  | { readonly kind: 'faulted'; readonly error: unknown }

export type Observer = (change: DispatcherChange) => void
