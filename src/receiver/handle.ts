/** Last step: who hears of what was admitted, and what becomes of it. */
import { attempt, type MaybePromise } from '../internal/maybe-promise.js'
import type { Handler } from './handlers.js'
import { reject, type Outcome, type Verification } from './outcome.js'

/** The handlers that are added now, by what they are for. */
export interface Audience {
  ofType(type: string): readonly Handler[]
  readonly unknown: readonly Handler[]
  readonly invalid: readonly Handler[]
}

/** Runs handlers one after the other, in order. The first that fails ends the run. */
export function handle(admitted: Verification, audience: Audience, context: unknown): MaybePromise<Outcome> {
  const job = toJob(admitted, audience)
  if ('ok' in job) return job
  const { event, handlers, done } = job
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

interface Job {
  readonly event: Extract<Verification, { readonly ok: true }>['event']
  readonly handlers: readonly Handler[]
  /** The outcome once every handler has run. */
  readonly done: Outcome
}

/** What is left to do, or the outcome if that is nothing. */
function toJob(admitted: Verification, audience: Audience): Job | Outcome {
  if (admitted.code === 'verified') {
    const { event } = admitted
    return { event, handlers: audience.ofType(event.type), done: { ok: true, code: 'handled', event } }
  }
  if (admitted.code === 'event-unknown') {
    return { event: admitted.event, handlers: audience.unknown, done: admitted }
  }
  const { event, issues, code } = admitted
  if (code !== 'payload-invalid' || event?.type === undefined || audience.invalid.length === 0)
    return admitted
  const untyped = { ...event, type: event.type, issues }
  return { event: untyped, handlers: audience.invalid, done: { ok: true, code: 'handled', event: untyped } }
}
