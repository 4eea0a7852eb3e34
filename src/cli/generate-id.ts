import { randomUUID } from 'node:crypto'

/** An id for a message that has none yet. */
export function generateId(): string {
  return `msg_${randomUUID().replaceAll('-', '')}`
}
