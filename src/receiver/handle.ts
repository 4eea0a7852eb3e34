/** Last step: who hears of what was admitted, and what becomes of it. */
import type { Handler } from './handlers.js'
import { reject, type Outcome, type Verification } from './outcome.js'
import { run } from './run.js'

/** The handlers that are added now, by what they are for. */
export interface Audience {
  ofType(type: string): readonly Handler[]
  readonly unknown: readonly Handler[]
  readonly invalid: readonly Handler[]
}

export async function handle(admitted: Verification, audience: Audience, context: unknown): Promise<Outcome> {
  const job = toJob(admitted, audience)
  if ('ok' in job) return job
  const { event, handlers, done } = job
  const failure = await run(handlers, event, context)
  if (failure === undefined) return done
  return reject('handler-failed', `A handler of "${event.type}" failed.`, { cause: failure.thrown, event })
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
