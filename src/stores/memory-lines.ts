import type { Delivery, OrderedDelivery } from '../ports/delivery.js'

/** Pending deliveries of webhooks that keep an order, by what they keep it among. */
export interface MemoryLines {
  /** To be told of every new delivery. */
  add(delivery: OrderedDelivery): void
  /** To be told of every delivery that ends. */
  remove(delivery: OrderedDelivery): void
  /** Id of the oldest pending one in the line of a delivery. */
  first(delivery: OrderedDelivery): string | undefined
}

/**
 * Kept only for webhooks that were asked for, so that all others cost nothing.
 *
 * @param pendingOf what is pending for a webhook, oldest first
 */
export function memoryLines(pendingOf: (webhookId: number) => readonly Delivery[]): MemoryLines {
  // Within a line in the order of arrival, which is that of their ids.
  const linesOf = new Map<number, Map<string | null, Set<string>>>()

  const add = ({ id, webhookId, orderingKey }: OrderedDelivery): void => {
    const lines = linesOf.get(webhookId)
    if (lines === undefined) return
    const line = lines.get(orderingKey)
    if (line === undefined) lines.set(orderingKey, new Set([id]))
    else line.add(id)
  }
  return {
    add,
    remove: ({ id, webhookId, orderingKey }) => {
      const lines = linesOf.get(webhookId)
      const line = lines?.get(orderingKey)
      if (line?.delete(id) === true && line.size === 0) lines?.delete(orderingKey)
    },
    first: ({ webhookId, orderingKey }) => {
      if (!linesOf.has(webhookId)) {
        linesOf.set(webhookId, new Map())
        pendingOf(webhookId).forEach(add)
      }
      const [first] = linesOf.get(webhookId)?.get(orderingKey) ?? []
      return first
    },
  }
}
