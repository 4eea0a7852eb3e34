/** The order of receiving, up to the typed event: limit → headers → read → verify → parse → recognise → validate. */
import type { Validation } from '../dialect.js'
import type { HeadersInput } from '../internal/headers.js'
import type { Refused, Verified } from '../signing/verdict.js'
import type { AnyDialect, UnknownEvent } from './event.js'
import { limit } from './limit.js'
import { isRejection, type Rejection, type Verification } from './outcome.js'
import { parse, type Parsed } from './parse.js'
import { checkProof, explain, inspectHeaders, type Candidate } from './prove.js'
import { readBody, type ReadLimits } from './read-body.js'
import type { ReceiveRequest } from './request.js'
import { recognise, type Reading } from './recognise.js'
import { validate } from './validate.js'
import type { VerifiersFor } from './verifiers-for.js'

export interface AdmissionSettings extends ReadLimits {
  readonly validation: Validation
}

export async function admit(
  request: ReceiveRequest,
  verifiersFor: VerifiersFor,
  settings: AdmissionSettings,
): Promise<Verification> {
  const { headers } = request
  const refused = limit(request, settings.maxBodyBytes)
  if (refused !== undefined) return refused

  const found = verifiersFor(request)
  const verifiers = found instanceof Promise ? await found : found
  if (isRejection(verifiers)) return verifiers
  const candidates = inspectHeaders(verifiers, headers)
  if (isRejection(candidates)) return candidates

  const body = await readBody(request.body, settings)
  if (isRejection(body)) return body
  const identified = await identify(candidates, headers, body)
  if (isRejection(identified)) return identified

  const { dialect, verified, recognised, facts } = identified
  const event: UnknownEvent = {
    dialect: dialect.name,
    type: recognised.unknownType,
    payload: recognised.payload,
    id: verified.id ?? facts.deliveryId,
    facts,
    receivedAt: settings.clock.now(),
    body,
    verified,
    warnings: recognised.warnings ?? none,
  }
  const { type } = recognised
  if (type === undefined) return { ok: true, code: 'event-unknown', event }
  if (settings.validation === 'off') return { ok: true, code: 'verified', event: { ...event, type } }

  const valid = await validate(dialect, type, recognised.payload, settings.validation)
  if (isRejection(valid)) return { ...valid, event: { ...event, type } }
  return { ok: true, code: 'verified', event: { ...event, type, payload: valid.payload } }
}

const none: readonly string[] = []

interface Identified extends Reading {
  readonly dialect: AnyDialect
  readonly verified: Verified
}

/** The first dialect that accepts the proof and knows the event; else the first that accepts the proof. */
async function identify(
  candidates: readonly Candidate[],
  headers: HeadersInput,
  body: Uint8Array,
): Promise<Identified | Rejection> {
  let parsed: Parsed | Rejection | undefined
  let unrecognised: Identified | undefined
  let refused: Refused | undefined
  for (const candidate of candidates) {
    const checked = checkProof(candidate, body)
    const verdict = checked instanceof Promise ? await checked : checked
    if (!verdict.ok) {
      refused ??= verdict
      continue
    }
    parsed ??= parse(body)
    if (isRejection(parsed)) return parsed
    const { dialect } = candidate
    const reading = recognise(dialect, headers, parsed.json)
    if (isRejection(reading)) return reading
    const identified = { ...reading, dialect, verified: verdict }
    if (reading.recognised.type !== undefined) return identified
    unrecognised ??= identified
  }
  return unrecognised ?? explain(refused as Refused, headers, body)
}
