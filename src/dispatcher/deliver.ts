/** What happens to one claimed delivery: let through or put back, attempted, its webhook's health noted, settled. */
import type { Ending, LoadedDelivery } from '../ports/delivery.js'
import type { Claim, Queue, Settlement } from '../ports/queue.js'
import { isInOneLine, type Admission } from './admission.js'
import { attemptDelivery, type AttemptContext } from './attempt.js'
import { reasons } from './conclude.js'
import { noteHealth, type NoteHealthContext } from './note-health.js'
import type { Lines } from './lines.js'
import type { TurnWait } from './turn-wait.js'

export interface DeliverContext extends AttemptContext, NoteHealthContext {
  readonly queue: Queue
  readonly admission: Admission
  readonly lines: Lines
  readonly turnWait: TurnWait
  /** Whether nothing more is to be begun. */
  readonly isStopping: () => boolean
}

// Clocks of several machines differ by about so much, and some queues count in seconds.
const EARLY_MS = 1000

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
  try {
    let as: Settlement = 'done'
    if (loaded !== undefined) {
      if (!isWanted(loaded)) await cancel(context, loaded)
      else if (context.isStopping()) as = 'release'
      else if (!loaded.webhook.ordered) as = await send(context, claim, loaded)
      else as = await (isInOneLine(loaded) ? sendInOneLine : sendInLine)(context, claim, loaded)
    }
    const settling = context.queue.settle(claim, as)
    const isSettled = settling instanceof Promise ? await settling : settling
    // Whoever has it now goes on with what the store says.
    if (!isSettled) {
      context.observe?.({ kind: 'lease-lost', deliveryId: claim.id, webhookId: Number(claim.key) })
    }
  } catch (error) {
    // Nothing is settled: the lease runs out and the delivery is taken up again.
    context.observe?.({ kind: 'faulted', error })
  }
  done(claim)
}

/** A redelivery was asked for by someone who means it; it may be what wakes the webhook up again. */
function isWanted({ webhook, delivery }: LoadedDelivery): boolean {
  return webhook.active || delivery.redeliveryOf !== null
}

async function cancel(
  { store, clock, observe }: DeliverContext,
  { delivery, webhook }: LoadedDelivery,
): Promise<void> {
  const ending: Ending = { state: 'cancelled', reason: reasons.inactive, endedAt: clock.now() }
  if (!(await store.deliveries.end(delivery.id, ending))) return
  observe?.({ kind: 'cancelled', deliveryId: delivery.id, webhookId: webhook.id, reason: reasons.inactive })
}

/** At once, or when it is due: a queue that was told again after a crash does not know of the retry that was decided. */
function send(
  context: DeliverContext,
  claim: Claim,
  loaded: LoadedDelivery,
): Promise<Settlement> | Settlement {
  const now = context.clock.now()
  const { nextAttemptAt } = loaded.delivery
  if (nextAttemptAt !== null && nextAttemptAt > now + EARLY_MS) return { retryAt: nextAttemptAt }
  return context.admission.admit(loaded, claim.key, now) ? attempt(context, claim, loaded, now) : 'release'
}

/** In one order with everything else for the webhook, which waits behind a closed gate. */
async function sendInOneLine(
  context: DeliverContext,
  claim: Claim,
  loaded: LoadedDelivery,
): Promise<Settlement> {
  const { admission, clock } = context
  const now = clock.now()
  if (!admission.admit(loaded, claim.key, now)) return 'release'
  // Should the store fail, nobody stays behind.
  let waitUntil = now
  try {
    waitUntil = await turnAt(context, claim.key, loaded, now)
  } finally {
    if (waitUntil > 0) admission.leave(loaded, claim.key, now, waitUntil)
  }
  return waitUntil > 0 ? 'release' : attempt(context, claim, loaded, now)
}

/** In one order with what has the same key, and beside everything else for the webhook. */
async function sendInLine(
  context: DeliverContext,
  claim: Claim,
  loaded: LoadedDelivery,
): Promise<Settlement> {
  const { lines, store, clock } = context
  const line = `${claim.key} ${loaded.delivery.orderingKey}`
  const waiting = lines.enter(line, claim.id)
  try {
    let current: LoadedDelivery | undefined = loaded
    if (waiting !== undefined) {
      await waiting
      if (context.isStopping()) return 'release'
      // That was a while ago.
      current = (await store.deliveries.load([claim.id]))[0]
      if (current === undefined) return 'done'
      if (!isWanted(current)) {
        await cancel(context, current)
        return 'done'
      }
    }
    const waitUntil = await turnAt(context, line, current, clock.now())
    return waitUntil > 0 ? { retryAt: waitUntil } : await send(context, claim, current)
  } finally {
    lines.leave(line)
  }
}

/** 0 when nothing is ahead of it any more; else when to ask again. */
async function turnAt(
  { store, turnWait }: DeliverContext,
  line: string,
  { delivery }: LoadedDelivery,
  now: number,
): Promise<number> {
  const ahead = await store.deliveries.predecessor(delivery)
  if (ahead === undefined) {
    turnWait.forget(line)
    return 0
  }
  const dueAt = ahead.nextAttemptAt ?? now
  // What is ahead and due is being sent by another process, or about to be.
  return dueAt > now ? dueAt : now + turnWait.next(line, ahead.id)
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
    if (!isInOneLine(loaded)) return { retryAt }
    // Put back in its place, so that what was emitted later stays behind it.
    closedUntil = Math.max(closedUntil, retryAt)
    return 'release'
  } finally {
    context.admission.leave(loaded, claim.key, context.clock.now(), closedUntil)
  }
}
