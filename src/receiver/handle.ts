/** Last step: who hears of what was admitted, and what becomes of it. */
import { attempt, type MaybePromise } from '../internal/maybe-promise.js'
import type { Handler } from './handlers.js'
import type { ReceivedEvent } from './event.js'
import type { InvalidEvent } from './receiver.js'
import { reject, type Outcome, type Verification } from './outcome.js'

/** The handlers that are added now, by what they are for. */
export interface Audience {
  ofType(type: string): readonly Handler[]
  readonly unknown: readonly Handler[]
  readonly invalid: readonly Handler[]
}

/** What is left to do with what was admitted. */
export interface Job {
  readonly event: Extract<Verification, { readonly ok: true }>['event']
  readonly handlers: readonly Handler[]
  /** The outcome once every handler has run. */
  readonly done: Outcome
  /** The outcome if that was so before. */
  readonly repeated: Outcome
}

/** Runs the handlers one after the other, in order. The first that fails ends the run. */
export function run({ event, handlers, done }: Job, context: unknown): MaybePromise<Outcome> {
  return attempt(
    () => runFrom(0),
    (cause) => reject('handler-failed', `A handler of "${event.type}" failed.`, { cause, event }),
  )

  // A handler without promise costs none.
  function runFrom(position: number): MaybePromise<Outcome> {
    for (let next = position; next < handlers.length; next++) {
      const result = (handlers[next] as Handler)(event as never, context as never)
      if (isThenable(result)) return Promise.resolve(result).then(() => runFrom(next + 1))
    }
    return done
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

/** What is left to do, or the outcome if that is nothing. */
export function toJob(admitted: Verification, audience: Audience): Job | Outcome {
  if (admitted.code === 'verified') {
    const { event } = admitted
    return handled(event, audience.ofType(event.type))
  }
  if (admitted.code === 'event-unknown') {
    return audience.unknown.length === 0
      ? admitted
      : { event: admitted.event, handlers: audience.unknown, done: admitted, repeated: admitted }
  }
  const { event, issues, code } = admitted
  if (code !== 'payload-invalid' || event?.type === undefined || audience.invalid.length === 0)
    return admitted
  const odd: InvalidEvent = { ...event, type: event.type, issues: issues ?? [] }
  return handled(odd, audience.invalid)
}

function handled(event: ReceivedEvent, handlers: readonly Handler[]): Job | Outcome {
  const done: Outcome = { ok: true, code: 'handled', event }
  return handlers.length === 0
    ? done
    : { event, handlers, done, repeated: { ok: true, code: 'duplicate', event } }
}
