/** Sending again what was sent before, one by one or in bulk, as deliveries of their own. */
import { HookstampError } from '../errors.js'
import type { Delivery, DeliveryQuery, NewEvent } from '../ports/delivery.js'
import type { Store } from '../ports/store.js'
import { enqueue, newDelivery, type EmitContext } from './emit.js'

/** Which deliveries are sent again. */
export interface ReplayQuery extends Pick<DeliveryQuery, 'namespaceId' | 'webhookId' | 'types' | 'until'> {
  /** Made at this instant or later, in milliseconds since the epoch. */
  readonly since: number
  /** @default 'dead' */
  readonly state?: 'dead' | 'cancelled' | 'delivered'
  /**
   * Most deliveries; the newest are taken.
   * @default 10_000
   */
  readonly limit?: number
}

export interface ReplayOptions {
  /**
   * Sends nothing and tells what would be sent again.
   * @default false
   */
  readonly dryRun?: boolean
}

export interface Replay {
  /** What is sent again: ids of the earlier deliveries, oldest first. */
  readonly originalIds: readonly string[]
  /** Ids of the new ones, in the same order; none for a dry run. */
  readonly deliveryIds: readonly string[]
}

// Large enough to be few round trips, small enough for one statement of any database.
const PAGE = 500

/** @throws HookstampError `not-found` for an unknown delivery, or one whose webhook was deleted */
export async function redeliver(context: EmitContext, deliveryId: string): Promise<Delivery> {
  const { store } = context
  const original = await store.deliveries.get(deliveryId)
  const webhook = original && (await store.webhooks.get(original.webhookId))
  const [delivery] = original && webhook ? await sendAgain(context, [original]) : []
  if (delivery !== undefined) return delivery
  throw new HookstampError('not-found', `Delivery ${deliveryId}, its event or its webhook does not exist.`)
}

export async function replay(
  context: EmitContext,
  query: ReplayQuery,
  { dryRun = false }: ReplayOptions,
): Promise<Replay> {
  const originals = await matching(context.store, query)
  const originalIds = originals.map((delivery) => delivery.id)
  if (dryRun) return { originalIds, deliveryIds: [] }
  const deliveryIds: string[] = []
  for (let at = 0; at < originals.length; at += PAGE) {
    for (const { id } of await sendAgain(context, originals.slice(at, at + PAGE))) deliveryIds.push(id)
  }
  return { originalIds, deliveryIds }
}

/** What matches, oldest first. */
async function matching(store: Store, query: ReplayQuery): Promise<Delivery[]> {
  const { state = 'dead', limit = 10_000, ...narrow } = query
  const found: Delivery[] = []
  for (let before: string | undefined; found.length < limit;) {
    const page = await store.deliveries.list({
      ...narrow,
      state,
      limit: PAGE,
      ...(before !== undefined && { before }),
    })
    for (const delivery of page) {
      if (found.length < limit && (await isWorthIt(store, delivery, query))) found.push(delivery)
    }
    before = page.at(-1)?.id
    if (page.length < PAGE) break
  }
  return found.toReversed()
}

async function isWorthIt(store: Store, delivery: Delivery, query: ReplayQuery): Promise<boolean> {
  const { id, eventId, webhookId } = delivery
  const webhook = await store.webhooks.get(webhookId)
  if (webhook === undefined || (!webhook.active && query.webhookId === undefined)) return false
  const [newest] = await store.deliveries.list({ eventId, webhookId, limit: 1 })
  return newest?.id === id
}

async function sendAgain(context: EmitContext, originals: readonly Delivery[]): Promise<readonly Delivery[]> {
  const { store, queue, clock, newId, observe } = context
  const batch: NewEvent[] = []
  for (const { id, eventId, webhookId } of originals) {
    const event = await store.deliveries.event(eventId)
    if (event === undefined) continue
    batch.push({ event, deliveries: [newDelivery(newId(), event, webhookId, clock.now(), false, id)] })
  }
  const deliveries = batch.flatMap((one) => one.deliveries)
  await store.deliveries.add(batch)
  await enqueue(queue, deliveries, {})
  for (const one of batch) observe?.({ kind: 'emitted', ...one })
  return deliveries
}
