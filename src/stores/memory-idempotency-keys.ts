import type { StoredEvent } from '../ports/delivery.js'

/** Which event took which idempotency key, for a day. */
export interface MemoryIdempotencyKeys {
  /** Id of the event that has the key of this one: its own, unless another was first. */
  claim(event: StoredEvent): string
}

const REMEMBERED_MS = 24 * 60 * 60 * 1000

export function memoryIdempotencyKeys(): MemoryIdempotencyKeys {
  const eventByKey = new Map<string, { readonly id: string; readonly createdAt: number }>()
  return {
    claim: ({ id, namespaceId, idempotencyKey, createdAt }) => {
      if (idempotencyKey === null) return id
      for (const [key, event] of eventByKey) {
        // Oldest first.
        if (createdAt - event.createdAt < REMEMBERED_MS) break
        eventByKey.delete(key)
      }
      const key = `${namespaceId} ${idempotencyKey}`
      const first = eventByKey.get(key)
      if (first !== undefined) return first.id
      eventByKey.set(key, { id, createdAt })
      return id
    },
  }
}
