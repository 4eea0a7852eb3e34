/**
 * Telemetry: follows an event from its emission to each of its attempts. Called at the start and at the end of both;
 * must not throw. What only wants to know what happened is an observer instead.
 */
import type { Attempt, Delivery, StoredEvent } from './delivery.js'
import type { Webhook } from './webhook.js'

/** An emission that is under way. */
export interface EmissionSpan {
  /** What is stored with the event, so that attempts can be linked to it: a W3C `traceparent`. */
  readonly traceContext: string | null
  /** @param error why nothing was stored; absent when all went well */
  end(error?: unknown): void
}

/** An attempt that is under way. */
export interface AttemptSpan {
  /** Headers for the receiver. They tell outsiders about the inside: empty unless asked for. */
  readonly headers: Readonly<Record<string, string>>
  /** @param attempt as it is recorded */
  end(attempt: Attempt): void
}

export interface AttemptStart {
  readonly event: StoredEvent
  readonly delivery: Delivery
  readonly webhook: Webhook
  /** Counts from 1. */
  readonly number: number
}

export interface Telemetry {
  /** Called in the emitter's own context, before the event is stored. */
  startEmission(event: StoredEvent): EmissionSpan
  /** Called before the request is sent: possibly much later, in another process. */
  startAttempt(start: AttemptStart): AttemptSpan
}
