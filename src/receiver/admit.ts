/** The order of receiving, up to the typed event: limit → headers → read → verify → parse → recognise → validate. */
import type { Validation } from '../dialect.js'
import type { Clock } from '../internal/clock.js'
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

export async function admit(
  request: ReceiveRequest,
  verifiersFor: VerifiersFor,
  settings: AdmissionSettings,
): Promise<Verification> {
  const { headers } = request
  const refused = limit(request, settings.maxBodyBytes)
  if (refused !== undefined) return refused

  // Here and below: awaited only if it has to be, for mostly it is there, and every pause costs.
  const found = verifiersFor(request)
  const verifiers = found instanceof Promise ? await found : found
  if (isRejection(verifiers)) return verifiers
  const candidates = inspectHeaders(verifiers, headers)
  if (isRejection(candidates)) return candidates

  const reading = readBody(request.body, settings)
  const body = reading instanceof Promise ? await reading : reading
  if (isRejection(body)) return body
  const identifying = identify(candidates, headers, body)
  const identified = identifying instanceof Promise ? await identifying : identifying
  if (isRejection(identified)) return identified

  const { type, unknownType, payload } = identified.recognised
  const receivedAt = settings.clock.now()
  if (type === undefined) {
    return {
      ok: true,
      code: 'event-unknown',
      event: toEvent(identified, unknownType, payload, body, receivedAt),
    }
  }
  const event = toEvent(identified, type, payload, body, receivedAt)
  if (settings.validation === 'off') return { ok: true, code: 'verified', event }
  const validating = validate(identified.dialect, type, payload, settings.validation)
  const valid = validating instanceof Promise ? await validating : validating
  if (isRejection(valid)) return { ...valid, event }
  return { ok: true, code: 'verified', event: toEvent(identified, type, valid.payload, body, receivedAt) }
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
