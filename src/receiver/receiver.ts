import type { Validation } from '../dialect.js'
import type { HookstampError, Issue } from '../errors.js'
import type { EventOf, EventPattern, Matching, ReceivedEvent, TypesOf, UnknownEvent } from './event.js'
import type { Outcome, Verification } from './outcome.js'
import type { ErrorContext } from './report.js'
import type { ReceiveRequest } from './request.js'

/** A verified event whose payload does not fit its schema. */
export interface InvalidEvent extends ReceivedEvent {
  readonly issues: readonly Issue[]
}

/**
 * Receives webhooks of one or several dialects: proves where they come from, types them, hands them to handlers.
 *
 * Handlers of one event run one after the other, in the order they were added; the first that throws or rejects
 * ends the run, and the sender is asked to try again (500). Events of concurrent requests are handled concurrently.
 */
export interface Receiver<Dialects, V extends Validation = 'loose', Context = unknown> {
  /**
   * Adds a handler for an event type, several types, all types below a prefix (`build.*`) or all types (`*`).
   *
   * @throws HookstampError `option-invalid` for a pattern that no event type matches
   * @example
   * receiver.on(['build.started', 'build.finished'], ({ type, payload }) => console.log(type, payload.status))
   */
  on<const Pattern extends EventPattern<TypesOf<Dialects>>>(
    type: Pattern | readonly Pattern[],
    handler: (event: EventOf<Dialects, Matching<TypesOf<Dialects>, Pattern>, V>, context: Context) => unknown,
  ): this
  /** Adds a handler for every known event type. The same as `on('*', handler)`. */
  onAny(handler: (event: EventOf<Dialects, TypesOf<Dialects>, V>, context: Context) => unknown): this
  /** Adds a handler for verified messages whose type the dialect does not know. Without one they are accepted and dropped. */
  onUnknownEvent(handler: (event: UnknownEvent, context: Context) => unknown): this
  /** Adds a handler for verified events whose payload does not fit. Without one they are refused (422). */
  onInvalidPayload(handler: (event: InvalidEvent, context: Context) => unknown): this
  /**
   * Adds a listener for everything that is not accepted, as an error with its code: refused requests, handlers that
   * failed, faults of the setup. Without one, faults of our own side (5xx) are written to the console.
   */
  onError(listener: (error: HookstampError, context: ErrorContext) => unknown): this
  /** Removes a handler wherever it was added. Events under way still reach it. */
  off(handler: (event: never, context: never) => unknown): this
  /** The whole way of a request, handlers included. Never rejects: whatever is wrong is an outcome. */
  receive(request: ReceiveRequest<Context>): Promise<Outcome<EventOf<Dialects, TypesOf<Dialects>, V>>>
  /** The same up to the typed event: no handler, no dedupe. Never rejects. */
  verify(request: ReceiveRequest<Context>): Promise<Verification<EventOf<Dialects, TypesOf<Dialects>, V>>>
  /**
   * Loads the schemas now rather than with the first event.
   * @throws HookstampError `dependency-missing`
   */
  ready(): Promise<void>
}

/** The events that `verify` of a receiver may yield: for typing what a middleware hands on. */
export type WebhookOf<R> = R extends {
  readonly verify: (request: never) => Promise<Verification<infer Event>>
}
  ? Event
  : never
