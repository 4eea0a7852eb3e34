/** What an attempt means for its webhook: its health is changed, and with it whether and when it is sent to. */
import type { Clock } from '../internal/clock.js'
import type { LoadedDelivery } from '../ports/delivery.js'
import type { Store } from '../ports/store.js'
import type { WebhookHealth } from '../ports/webhook.js'
import { reasons, type Conclusion } from './conclude.js'
import { healthAfter, isGivenUp, isHealthy, withoutPause, type HealthPolicy } from './endpoint-health.js'
import type { Observer } from './observe.js'

export interface NoteHealthContext {
  readonly store: Store
  readonly clock: Clock
  readonly health: HealthPolicy
  readonly observe: Observer | undefined
}

/**
 * Resolves to the end of the pause the webhook needs, 0 for none. Nothing is to be done for the success of a healthy
 * one, which is nearly every attempt.
 */
export function noteHealth(
  context: NoteHealthContext,
  { webhook }: LoadedDelivery,
  conclusion: Conclusion,
  startedAt: number,
): Promise<number> | undefined {
  if (conclusion.judgement === 'gone') return disable(context, webhook.id, reasons.gone)
  if (conclusion.ourFault) return undefined
  const succeeded = conclusion.judgement === 'delivered'
  if (succeeded && isHealthy(webhook.health) && webhook.active) return undefined
  return changeHealth(context, webhook.id, conclusion, startedAt)
}

async function changeHealth(
  context: NoteHealthContext,
  webhookId: number,
  { judgement, overloaded, retryAfterMs }: Conclusion,
  startedAt: number,
): Promise<number> {
  const { store, clock, health: policy, observe } = context
  const now = clock.now()
  const succeeded = judgement === 'delivered'
  const signal = { succeeded, startedAt, now, overloaded, retryAfterMs }
  let before: WebhookHealth | undefined
  let after: WebhookHealth | undefined
  // Told apart in here: by the time the store answers, other attempts may have changed it again.
  const webhook = await store.webhooks.updateHealth(webhookId, (health) => {
    before = health
    return (after = healthAfter(policy, health, signal))
  })
  if (webhook === undefined || before === undefined || after === undefined) return 0
  const { pausedAt, pausedUntil, failures } = after
  if (succeeded) {
    // Made inactive by failures, and answering again: only a redelivery gets here.
    const revived = !webhook.active && webhook.disabledReason === reasons.failing
    if (revived) await store.webhooks.update(webhookId, { active: true })
    if (revived || before.pausedAt !== null) observe?.({ kind: 'webhook-recovered', webhookId })
  } else if (webhook.active && isGivenUp(policy, after, now)) {
    // Without a pause, so that a redelivery can find out at any time whether it is back.
    await store.webhooks.updateHealth(webhookId, withoutPause)
    return disable(context, webhookId, reasons.failing)
  } else if (pausedUntil !== null && pausedAt !== before.pausedAt) {
    observe?.({ kind: 'webhook-paused', webhookId, pausedUntil, failures })
  }
  return pausedUntil ?? 0
}

async function disable({ store, observe }: NoteHealthContext, webhookId: number, reason: string): Promise<0> {
  if ((await store.webhooks.get(webhookId)) === undefined) return 0
  await store.webhooks.update(webhookId, { active: false, disabledReason: reason })
  observe?.({ kind: 'webhook-disabled', webhookId, reason })
  return 0
}
