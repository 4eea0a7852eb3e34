/** What happens to one claimed delivery: let through or put back, attempted, its webhook's health noted, settled. */
import type { Ending, LoadedDelivery } from '../ports/delivery.js'
import type { WebhookHealth } from '../ports/webhook.js'
import type { Claim, Queue, Settlement } from '../ports/queue.js'
import type { Admission } from './admission.js'
import { attemptDelivery, type AttemptContext } from './attempt.js'
import { reasons, type Conclusion } from './conclude.js'
import { healthAfter, isGivenUp, isHealthy, withoutPause, type HealthPolicy } from './endpoint-health.js'

export interface DeliverContext extends AttemptContext {
  readonly queue: Queue
  readonly admission: Admission
  readonly health: HealthPolicy
}

/**
 * Deals with one claim; never rejects, and calls `done` at the end, whatever becomes of it. `loaded` is absent if the
 * delivery has ended in the meantime, or was never stored.
 */
export async function deliver(
  context: DeliverContext,
  claim: Claim,
  loaded: LoadedDelivery | undefined,
  done: (claim: Claim) => void,
): Promise<void> {
  const { queue, admission, clock } = context
  try {
    let as: Settlement = 'done'
    // A redelivery was asked for by someone who means it; it may be what wakes the webhook up again.
    if (loaded !== undefined && !loaded.webhook.active && loaded.delivery.redeliveryOf === null) {
      await cancel(context, loaded)
    } else if (loaded !== undefined) {
      const startedAt = clock.now()
      as = admission.admit(loaded, claim.key, startedAt)
        ? await attempt(context, claim, loaded, startedAt)
        : 'release'
    }
    const settling = queue.settle(claim, as)
    if (settling instanceof Promise) await settling
  } catch (error) {
    // Nothing is settled: the lease runs out and the delivery is taken up again.
    context.observe?.({ kind: 'faulted', error })
  }
  done(claim)
}

async function cancel(
  { store, clock, observe }: DeliverContext,
  { delivery, webhook }: LoadedDelivery,
): Promise<void> {
  const ending: Ending = { state: 'cancelled', reason: reasons.inactive, endedAt: clock.now() }
  if (!(await store.deliveries.end(delivery.id, ending))) return
  observe?.({ kind: 'cancelled', deliveryId: delivery.id, webhookId: webhook.id, reason: reasons.inactive })
}

async function attempt(
  context: DeliverContext,
  claim: Claim,
  loaded: LoadedDelivery,
  startedAt: number,
): Promise<Settlement> {
  let closedUntil = 0
  try {
    const conclusion = await attemptDelivery(context, loaded)
    const noting = noteHealth(context, loaded, conclusion, startedAt)
    if (noting !== undefined) closedUntil = await noting
    const retryAt = conclusion.delivery.nextAttemptAt
    if (retryAt === null) return 'done'
    if (!loaded.webhook.ordered) return { retryAt }
    // Put back in its place, so that what was emitted later stays behind it.
    closedUntil = Math.max(closedUntil, retryAt)
    return 'release'
  } finally {
    context.admission.leave(claim.key, closedUntil)
  }
}

/**
 * Resolves to the end of the pause the webhook needs, 0 for none. Nothing is to be done for the success of a healthy
 * one, which is nearly every attempt.
 */
function noteHealth(
  context: DeliverContext,
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
  context: DeliverContext,
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

async function disable({ store, observe }: DeliverContext, webhookId: number, reason: string): Promise<0> {
  if ((await store.webhooks.get(webhookId)) === undefined) return 0
  await store.webhooks.update(webhookId, { active: false, disabledReason: reason })
  observe?.({ kind: 'webhook-disabled', webhookId, reason })
  return 0
}
