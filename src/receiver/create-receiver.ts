import type { Validation } from '../dialect.js'
import { HookstampError } from '../errors.js'
import { systemClock, withTimers } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import { admit } from './admit.js'
import type { AnyDialect } from './event.js'
import { createDeadline } from './deadline.js'
import { createHandlers, type Handler } from './handlers.js'
import { dedupe } from './dedupe.js'
import { run, toJob, type Audience, type Job } from './handle.js'
import { keepEvent, proofHeaders } from './keep.js'
import { toError, type Outcome, type Rejection } from './outcome.js'
import type { ReceiverOptions } from './options.js'
import type { Receiver } from './receiver.js'
import { reopen } from './reopen.js'
import { report, type ErrorHandler } from './report.js'
import type { ReceiveRequest, RequestHead } from './request.js'
import { toVerifiersFor } from './verifiers-for.js'

/**
 * Makes a receiver.
 *
 * @throws HookstampError `secret-empty`, `secret-malformed`, `scheme-unknown` or `option-invalid`, saying which and why
 * @example
 * const receiver = createReceiver({ dialect: djinn, secrets: [process.env.DJINN_SECRET!] })
 *   .on('build.finished', ({ payload }) => console.log(payload.status, payload.finished_at))
 *   .onError((error) => logger.warn(error))
 */
export function createReceiver<
  const Dialects extends AnyDialect | readonly AnyDialect[],
  V extends Validation = 'loose',
  Context = unknown,
>(options: ReceiverOptions<Dialects, V, Context>): Receiver<Dialects, V, Context> {
  const dialects = [options.dialect].flat() as readonly AnyDialect[]
  const validation: Validation = options.validation ?? 'loose'
  const { guard, guardFailure = 'closed', inbox } = options
  if (inbox !== undefined && guard !== undefined) {
    throw new HookstampError('option-invalid', 'guard: an inbox knows copies by itself. Leave out `guard`.')
  }
  const guardScope = options.guardScope ?? (typeof options.secrets === 'function' ? pathOf : () => '')
  const maxBodyBytes = options.maxBodyBytes ?? Math.max(...dialects.map((dialect) => dialect.maxBodyBytes))
  const bodyTimeoutMs = options.bodyTimeoutMs ?? 10_000
  assertPositive('maxBodyBytes', maxBodyBytes)
  assertPositive('bodyTimeoutMs', bodyTimeoutMs)
  const clock = withTimers(options.clock ?? systemClock)
  const settings = { validation, clock, maxBodyBytes, deadline: createDeadline(clock, bodyTimeoutMs) }

  const handlers = createHandlers(dialects.flatMap((dialect) => dialect.eventTypes))
  let unknown: readonly Handler[] = []
  let invalid: readonly Handler[] = []
  let listeners: readonly ErrorHandler[] = []

  const verifiersFor = toVerifiersFor(options, dialects, (error, request) =>
    report(listeners, error, { request, event: undefined }),
  )
  const tell = (rejection: Rejection, request: RequestHead): Promise<void> =>
    report(listeners, toError(rejection), { request, event: rejection.event })

  const audience = (): Audience => ({ ofType: handlers.of, unknown, invalid })

  const keeping = inbox && { inbox, proofs: proofHeaders(dialects) }
  inbox?.attach(async (stored) => {
    const job = toJob(await reopen(stored, dialects, validation), audience())
    const outcome = 'ok' in job ? job : await run(job, undefined)
    if (!outcome.ok) await tell(outcome, stored)
    return outcome
  })

  function runJob(job: Job, request: ReceiveRequest): MaybePromise<Outcome> {
    const scope = (): string => guardScope(request, request.context as Context)
    if (keeping !== undefined) return keepEvent(job, request.headers, scope, keeping)
    const work = (): MaybePromise<Outcome> => run(job, request.context)
    if (guard === undefined) return work()
    const told = (error: HookstampError): Promise<void> =>
      report(listeners, error, { request, event: job.event })
    return dedupe(job.event, scope, { guard, guardFailure, tell: told }, work, job.repeated)
  }

  const receiver = {
    on: (patterns: string | readonly string[], handler: Handler) => {
      handlers.add(patterns, handler)
      return receiver
    },
    onAny: (handler: Handler) => receiver.on('*', handler),
    onUnknownEvent: (handler: Handler) => {
      unknown = [...unknown, handler]
      return receiver
    },
    onInvalidPayload: (handler: Handler) => {
      invalid = [...invalid, handler]
      return receiver
    },
    onError: (listener: ErrorHandler) => {
      listeners = [...listeners, listener]
      return receiver
    },
    off: (handler: Handler) => {
      const isOther = (added: unknown): boolean => added !== handler
      handlers.remove(handler)
      unknown = unknown.filter(isOther)
      invalid = invalid.filter(isOther)
      listeners = listeners.filter(isOther)
      return receiver
    },
    receive: async (request: ReceiveRequest) => {
      const admitting = admit(request, verifiersFor, settings)
      const admitted = admitting instanceof Promise ? await admitting : admitting
      const job = toJob(admitted, audience())
      const running = 'ok' in job ? job : runJob(job, request)
      const outcome = running instanceof Promise ? await running : running
      if (!outcome.ok) await tell(outcome, request)
      return outcome
    },
    verify: async (request: ReceiveRequest) => {
      const admitting = admit(request, verifiersFor, settings)
      const verification = admitting instanceof Promise ? await admitting : admitting
      if (!verification.ok) await tell(verification, request)
      return verification
    },
    ready: async () => {
      if (validation === 'off') return
      for (const dialect of dialects) {
        for (const type of dialect.eventTypes) await dialect.schema(type as never, validation)
      }
    },
  }
  // The methods run on events of any type; their types are what `Receiver` derives from the dialects.
  return receiver as unknown as Receiver<Dialects, V, Context>
}

/** The path of a URL, without what can be added to it freely. */
function pathOf({ url = '' }: RequestHead): string {
  return url.split(/[?#]/, 1)[0] as string
}

function assertPositive(name: string, value: number): void {
  if (value > 0 && value < Infinity) return
  throw new HookstampError('option-invalid', `${name} has to be a number above 0.`)
}
