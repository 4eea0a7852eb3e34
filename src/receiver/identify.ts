/** Verify → parse → recognise, for as many dialects as may have sent a message. */
import type { DeliveryFacts, Recognised } from '../dialect.js'
import type { HeadersInput } from '../internal/headers.js'
import type { Refused, Verified } from '../signing/verdict.js'
import type { AnyDialect } from './event.js'
import { isRejection, type Rejection } from './outcome.js'
import { parse, type Parsed } from './parse.js'
import { explain, type Candidate } from './prove.js'
import { recognise } from './recognise.js'

/** A message that proved its origin, read by the dialect it belongs to. */
export interface Identified {
  readonly ok?: undefined
  readonly dialect: AnyDialect
  readonly verified: Verified
  readonly recognised: Recognised
  readonly facts: DeliveryFacts
}

/** The first dialect that accepts the proof and knows the event; else the first that accepts the proof. */
export async function identify(
  candidates: readonly Candidate[],
  headers: HeadersInput,
  body: Uint8Array,
): Promise<Identified | Rejection> {
  let parsed: Parsed | Rejection | undefined
  let unrecognised: Identified | undefined
  let refused: Refused | undefined
  for (const { dialect, verifier, pending } of candidates) {
    const checked = verifier.check(pending, body)
    const verdict = checked instanceof Promise ? await checked : checked
    if (!verdict.ok) {
      refused ??= verdict
      continue
    }
    parsed ??= parse(body)
    if (isRejection(parsed)) return parsed
    const reading = recognise(dialect, headers, parsed.json)
    if (isRejection(reading)) return reading
    const { recognised, facts } = reading
    const identified = { dialect, verified: verdict, recognised, facts }
    if (recognised.type !== undefined) return identified
    unrecognised ??= identified
  }
  return unrecognised ?? explain(refused as Refused, headers, body)
}
