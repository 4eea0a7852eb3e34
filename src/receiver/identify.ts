/** Verify → parse → recognise, for as many dialects as may have sent a message. */
import type { DeliveryFacts, Recognised } from '../dialect.js'
import type { HeadersInput } from '../internal/headers.js'
import { chain, type MaybePromise } from '../internal/maybe-promise.js'
import type { Verified } from '../signing/verdict.js'
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
export function identify(
  candidates: readonly Candidate[],
  headers: HeadersInput,
  body: Uint8Array,
): MaybePromise<Identified | Rejection> {
  let parsed: Parsed | Rejection | undefined
  return from(0, undefined)

  function from(
    position: number,
    fallback: Identified | Rejection | undefined,
  ): MaybePromise<Identified | Rejection> {
    const candidate = candidates[position]
    if (candidate === undefined) return fallback as Identified | Rejection
    return chain(candidate.verifier.check(candidate.pending, body), (verdict) => {
      if (!verdict.ok) return from(position + 1, fallback ?? explain(verdict, headers, body))
      parsed ??= parse(body)
      const identified = isRejection(parsed) ? parsed : read(candidate.dialect, verdict, parsed.json)
      if (isRejection(identified) || identified.recognised.type !== undefined) return identified
      return from(position + 1, fallback === undefined || isRejection(fallback) ? identified : fallback)
    })
  }

  function read(dialect: AnyDialect, verified: Verified, json: unknown): Identified | Rejection {
    const reading = recognise(dialect, headers, json)
    if (isRejection(reading)) return reading
    const { recognised, facts } = reading
    return { dialect, verified, recognised, facts }
  }
}
