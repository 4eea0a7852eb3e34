/** The two steps of verification: headers before the body is read, the proof after. */
import type { HeadersInput } from '../internal/headers.js'
import type { PendingProof } from '../signing/verifier.js'
import type { Refused } from '../signing/verdict.js'
import { declaredBytes } from './limit.js'
import { reject, type Rejection } from './outcome.js'
import type { DialectVerifier } from './verifiers.js'

/** A dialect whose proof is there and well formed. */
export interface Candidate extends DialectVerifier {
  readonly pending: PendingProof
}

/** Which dialects may have sent this, by their headers. Never empty. */
export function inspectHeaders(
  verifiers: readonly DialectVerifier[],
  headers: HeadersInput,
): readonly Candidate[] | Rejection {
  const candidates: Candidate[] = []
  let refused: Refused | undefined
  for (const { dialect, verifier } of verifiers) {
    const result = verifier.inspect(headers)
    if (result.ok === undefined) candidates.push({ dialect, verifier, pending: result })
    // A proof that is there and wrong says more than one that another sender would have sent.
    else if (refused === undefined || refused.code === 'missing') refused = result
  }
  if (candidates.length > 0) return candidates
  return refused === undefined ? noSecret : unverified(refused)
}

const noSecret = reject('unverified', 'There is no secret for this request.', { reason: 'no-secret' })

/** What to tell of a proof that does not match. */
export function explain(verdict: Refused, headers: HeadersInput, body: Uint8Array): Rejection {
  const declared = declaredBytes(headers)
  if (verdict.code !== 'mismatch' || declared === undefined || body.length >= declared) {
    return unverified(verdict)
  }
  return reject(
    'body-truncated',
    `Of ${declared} declared bytes ${body.length} arrived. The connection broke, or a parser took the rest.`,
  )
}

function unverified({ code, message }: Refused): Rejection {
  return reject('unverified', message, { reason: code })
}
