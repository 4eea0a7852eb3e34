/** An event that no one sends: asking a dialect to write it shows what bodies and headers are made of. */
import type { OutgoingEvent } from '../dialect.js'

/** Recognisable wherever it turns up. */
export const sample = {
  eventId: '0198a6f2-0000-7000-8000-000000000001',
  deliveryId: '0198a6f2-0000-7000-8000-000000000002',
  webhookId: 4217,
  // Half past twelve on the first of June 2026, UTC.
  occurredAt: 1_780_317_000_000,
} as const

/** Facts of an event as text → what they are. */
export const meanings: ReadonlyMap<string, string> = new Map([
  [sample.eventId, 'Id of the event: the same on every attempt.'],
  [sample.deliveryId, 'Id of the delivery: the same on every attempt.'],
  [String(sample.webhookId), 'Id of the webhook.'],
  [new Date(sample.occurredAt).toISOString(), 'When it happened.'],
])

export function sampleEvent(type: string, payload: unknown): OutgoingEvent {
  return { id: sample.eventId, type, payload, occurredAt: sample.occurredAt }
}
