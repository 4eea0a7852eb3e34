/** Sending again what was sent before, one by one or in bulk, as deliveries of their own. */
import { HookstampError } from '../errors.js'
import type { Delivery, DeliveryQuery, NewEvent } from '../ports/delivery.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import type { EmitContext } from './emit.js'
import { newDelivery } from './prepare.js'
import { checkTransaction } from './record.js'

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

export interface ReplayOptions extends Transaction {
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
export async function redeliver(
  context: EmitContext,
  deliveryId: string,
  options: Transaction,
): Promise<Delivery> {
  const { store } = context
  const tx = checkTransaction(store, options)
  const original = await store.deliveries.get(deliveryId, tx)
  const webhook = original && (await store.webhooks.get(original.webhookId, tx))
  const [delivery] = original && webhook ? await sendAgain(context, [original], tx) : []
  if (delivery !== undefined) return delivery
  throw new HookstampError('not-found', `Delivery ${deliveryId}, its event or its webhook does not exist.`)
}

export async function replay(
  context: EmitContext,
  query: ReplayQuery,
  { dryRun = false, ...options }: ReplayOptions,
): Promise<Replay> {
  const tx = checkTransaction(context.store, options)
  const originals = await matching(context.store, query, tx)
  const originalIds = originals.map((delivery) => delivery.id)
  if (dryRun) return { originalIds, deliveryIds: [] }
  const deliveryIds: string[] = []
  for (let at = 0; at < originals.length; at += PAGE) {
    for (const { id } of await sendAgain(context, originals.slice(at, at + PAGE), tx)) deliveryIds.push(id)
  }
  return { originalIds, deliveryIds }
}

/** What matches, oldest first. */
async function matching(store: Store, query: ReplayQuery, tx: Transaction): Promise<Delivery[]> {
  const { state = 'dead', limit = 10_000, ...narrow } = query
  const found: Delivery[] = []
  for (let before: string | undefined; found.length < limit;) {
    const asked = { ...narrow, state, limit: PAGE, ...(before !== undefined && { before }) }
    const page = await store.deliveries.list(asked, tx)
    for (const delivery of page) {
      if (found.length < limit && (await isWorthIt(store, delivery, query, tx))) found.push(delivery)
    }
    before = page.at(-1)?.id
    if (page.length < PAGE) break
  }
  return found.toReversed()
}

async function isWorthIt(
  store: Store,
  delivery: Delivery,
  query: ReplayQuery,
  tx: Transaction,
): Promise<boolean> {
  const { id, eventId, webhookId } = delivery
  const webhook = await store.webhooks.get(webhookId, tx)
  if (webhook === undefined || (!webhook.active && query.webhookId === undefined)) return false
  const [newest] = await store.deliveries.list({ eventId, webhookId, limit: 1 }, tx)
  return newest?.id === id
}

async function sendAgain(
  context: EmitContext,
  originals: readonly Delivery[],
  tx: Transaction,
): Promise<readonly Delivery[]> {
  const { store, record, clock, newId, observe } = context
  const batch: NewEvent[] = []
  for (const { id, eventId, webhookId, orderingKey } of originals) {
    const event = await store.deliveries.event(eventId, tx)
    if (event === undefined) continue
    const traits = { orderingKey, redeliveryOf: id }
    batch.push({ event, deliveries: [newDelivery(newId(), event, webhookId, clock.now(), traits)] })
  }
  if (batch.length > 0) await record(batch, tx)
  for (const one of batch) observe?.({ kind: 'emitted', ...one })
  return batch.flatMap((one) => one.deliveries)
}
