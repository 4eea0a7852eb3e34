import { httpStatusOf, type HookstampError } from '../errors.js'
import type { ReceivedEvent, UnknownEvent } from './event.js'
import type { RequestHead } from './request.js'

/** What an error is about. */
export interface ErrorContext {
  readonly request: RequestHead
  /** The event, if the request had proved its origin before it failed. */
  readonly event: ReceivedEvent | UnknownEvent | undefined
}

export type ErrorHandler = (error: HookstampError, context: ErrorContext) => unknown

/**
 * Tells everyone who listens. With no listener, faults of our own side (5xx) go to the console: an event that was
 * lost without a trace is the worst of bugs. Refused strangers do not.
 */
export async function report(
  listeners: readonly ErrorHandler[],
  error: HookstampError,
  context: ErrorContext,
): Promise<void> {
  if (listeners.length === 0 && httpStatusOf[error.code] >= 500) console.error(error)
  for (const listener of listeners) {
    try {
      await listener(error, context)
    } catch (failure) {
      console.error('An onError handler failed:', failure)
    }
  }
}
