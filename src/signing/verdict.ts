/**
 * What verification found, as a closed union: decide on `code`.
 *
 * | code | meaning |
 * | --- | --- |
 * | `verified` | the proof is right |
 * | `missing` | a header that carries the proof is absent |
 * | `repeated` | a header that carries the proof was sent more than once |
 * | `malformed` | the proof does not follow the scheme's grammar |
 * | `expired` | the signed time is further in the past than the tolerance |
 * | `premature` | the signed time is further in the future than the tolerance |
 * | `mismatch` | no secret yields this proof for this body |
 * | `no-secret` | there is no usable secret for the scheme |
 */
export type VerdictCode = 'verified' | RefusalCode

/** Every way a message can fail to prove its origin. */
export type RefusalCode =
  'missing' | 'repeated' | 'malformed' | 'expired' | 'premature' | 'mismatch' | 'no-secret'

/** The proof is right. */
export interface Verified {
  readonly ok: true
  readonly code: 'verified'
  /** Name of the scheme that matched, as the caller named it. */
  readonly scheme: string
  /** Position of the matching secret in the list given for that scheme: rotation is over once it stays 0. */
  readonly secretIndex: number
  /** Signed message id, for schemes that sign one. */
  readonly id?: string
  /** Signed instant in milliseconds, for schemes that sign one. */
  readonly signedAt?: number
}

/** The proof is not right; `message` says what to do. Holds no secret and no signature. */
export interface Refused {
  readonly ok: false
  readonly code: RefusalCode
  /** Name of the scheme that refused. */
  readonly scheme: string
  readonly message: string
}

/** @see VerdictCode for what each code means. */
export type Verdict = Verified | Refused
