/** The order of receiving, up to the typed event: limit → headers → read → verify → parse → recognise → validate. */
import type { Validation } from '../dialect.js'
import type { Clock } from '../internal/clock.js'
import { chain, type MaybePromise } from '../internal/maybe-promise.js'
import type { UnknownEvent } from './event.js'
import { identify, type Identified } from './identify.js'
import { limit } from './limit.js'
import { isRejection, type Verification } from './outcome.js'
import { inspectHeaders } from './prove.js'
import { readBody, type ReadLimits } from './read-body.js'
import type { ReceiveRequest } from './request.js'
import { validate } from './validate.js'
import type { VerifiersFor } from './verifiers-for.js'

export interface AdmissionSettings extends ReadLimits {
  readonly validation: Validation
  readonly clock: Clock
}

/** Yields the verification now if nothing has to be waited for: every promise costs. */
export function admit(
  request: ReceiveRequest,
  verifiersFor: VerifiersFor,
  settings: AdmissionSettings,
): MaybePromise<Verification> {
  const { headers } = request
  const refused = limit(request, settings.maxBodyBytes)
  if (refused !== undefined) return refused
  return chain(verifiersFor(request), (verifiers) => {
    if (isRejection(verifiers)) return verifiers
    const candidates = inspectHeaders(verifiers, headers)
    if (isRejection(candidates)) return candidates
    return chain(readBody(request.body, settings), (body) => {
      if (isRejection(body)) return body
      return chain(identify(candidates, headers, body), (identified) =>
        isRejection(identified) ? identified : toVerification(identified, body, settings),
      )
    })
  })
}

/** What becomes of a message that proved its origin: the typed event, if its payload fits. */
export function toVerification(
  identified: Identified,
  body: Uint8Array,
  { validation, clock }: Pick<AdmissionSettings, 'validation' | 'clock'>,
): MaybePromise<Verification> {
  const { type, unknownType, payload } = identified.recognised
  const receivedAt = clock.now()
  if (type === undefined) {
    const event = toEvent(identified, unknownType, payload, body, receivedAt)
    return { ok: true, code: 'event-unknown', event }
  }
  const event = toEvent(identified, type, payload, body, receivedAt)
  if (validation === 'off') return { ok: true, code: 'verified', event }
  return chain(validate(identified.dialect, type, payload, validation), (valid) =>
    isRejection(valid)
      ? { ...valid, event }
      : { ok: true, code: 'verified', event: toEvent(identified, type, valid.payload, body, receivedAt) },
  )
}

const none: readonly string[] = []

// One literal rather than spreads of each other: this runs for every event, and a spread costs as much as a parse step.
function toEvent<Type extends string | undefined>(
  { dialect, verified, recognised, facts }: Identified,
  type: Type,
  payload: unknown,
  body: Uint8Array,
  receivedAt: number,
): UnknownEvent & { readonly type: Type } {
  return {
    dialect: dialect.name,
    type,
    payload,
    id: verified.id ?? facts.deliveryId,
    facts,
    receivedAt,
    body,
    verified,
    warnings: recognised.warnings ?? none,
  }
}
