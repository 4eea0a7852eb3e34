/** Calling a delivery off, and letting those go on that wait behind it. */
import type { Clock } from '../internal/clock.js'
import type { Delivery, Ending } from '../ports/delivery.js'
import type { Queue, QueueItem } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import type { Gate } from '../worker/gate.js'
import { reasons } from './conclude.js'
import type { Observer } from './observe.js'
import { checkTransaction } from './record.js'

export interface CancelContext {
  readonly store: Store
  readonly queue: Queue
  readonly clock: Clock
  readonly gate: Gate
  readonly observe: Observer | undefined
}

// As many as a statement of any database takes.
const PAGE = 500

/** @returns false if it has ended already or does not exist */
export async function cancel(
  context: CancelContext,
  deliveryId: string,
  options: Transaction,
): Promise<boolean> {
  const { store, queue, clock, observe } = context
  const tx = checkTransaction(store, options)
  const delivery = await store.deliveries.get(deliveryId, tx)
  const ending: Ending = { state: 'cancelled', reason: reasons.cancelled, endedAt: clock.now() }
  if (delivery === undefined || !(await store.deliveries.end(deliveryId, ending, tx))) return false
  // It may yet be rolled back. What has ended when it is claimed is passed over.
  if (tx.tx === undefined) {
    try {
      await queue.remove([deliveryId])
      await wakeFollowers(context, delivery)
    } catch (error) {
      // It is called off all the same.
      observe?.({ kind: 'faulted', error })
    }
  }
  const { webhookId } = delivery
  observe?.({ kind: 'cancelled', deliveryId, webhookId, reason: reasons.cancelled })
  return true
}

/** What waits behind it in its order was put off until its next attempt, which may have been a day away. */
async function wakeFollowers(
  { store, queue, gate }: CancelContext,
  { id, webhookId, orderingKey }: Delivery,
): Promise<void> {
  const key = String(webhookId)
  if ((await store.webhooks.get(webhookId))?.ordered !== true) return
  if (orderingKey === null) return gate.open(key)
  const behind: QueueItem[] = []
  for (let before: string | undefined; ;) {
    const query = {
      webhookId,
      state: 'pending',
      limit: PAGE,
      ...(before !== undefined && { before }),
    } as const
    const page = await store.deliveries.list(query)
    for (const other of page) {
      if (other.id <= id || other.orderingKey !== orderingKey) continue
      behind.push({ id: other.id, key, dueAt: other.nextAttemptAt ?? 0 })
    }
    before = page.at(-1)?.id
    if (page.length < PAGE || before === undefined || before <= id) break
  }
  // Oldest first: each finds that it is its turn.
  behind.reverse()
  for (let at = 0; at < behind.length; at += PAGE) {
    const items = behind.slice(at, at + PAGE)
    await queue.remove(items.map((item) => item.id))
    await queue.enqueue(items)
  }
}
