/**
 * A scheme: how a message proves its origin. The contract every file beside this one implements, and the
 * one to implement for a scheme of your own.
 *
 * Verification is two steps, so that a receiver can refuse before it reads the body:
 * `inspect` looks at headers and time only, `matches` needs body and key.
 */
import type { HeadersInput } from '../internal/headers.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { RefusalCode } from './verdict.js'

/**
 * What a proof of this kind is worth, weakest first: a `token` says nothing about the body, a `signature` covers
 * the body but can be replayed for ever, a `timed-signature` covers the time as well.
 */
export type Strength = 'token' | 'signature' | 'timed-signature'

/** What is signed. */
export interface Message {
  /** Id of the event; the same on every attempt. Signed only by schemes that carry it. */
  readonly id: string
  /** When this attempt is signed, in milliseconds since the epoch. Signed only by schemes that carry it. */
  readonly timestamp: number
  /** The exact bytes that travel. */
  readonly body: Uint8Array
}

/** How far the signed time may lie from now, for schemes that sign one. */
export interface ReplayWindow {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Accepted distance to either side of now, in seconds. */
  readonly toleranceSeconds: number
}

/** A well-formed proof, read from the headers and not yet checked against body and key. */
export interface Proof {
  readonly refused?: undefined
  readonly id?: string
  /** Milliseconds since the epoch. */
  readonly signedAt?: number
}

/** Why the headers alone do not do. */
export interface ProofRefusal {
  readonly refused: RefusalCode
  /** What was wrong and what to do; names headers, never repeats their values. */
  readonly message: string
}

export interface SigningScheme<Key = unknown, P extends Proof = Proof> {
  /** What the mechanism is called, e.g. `hmac-hex`. */
  readonly name: string
  /** Every header `sign` may set, in the scheme's own casing. The first carries the proof: its presence says the scheme was used. */
  readonly headers: readonly string[]
  readonly strength: Strength
  /** `newest`: one proof per message, by the newest secret. `all`: one by every active secret. */
  readonly signsWith: 'newest' | 'all'
  /**
   * Turns a configured secret into a key. What is empty has been refused before.
   * @param use `sign` needs the private half of an asymmetric key, `verify` is content with the public one
   * @throws HookstampError `secret-malformed`, with a sentence that says why, never the value
   */
  importSecret(secret: string | Uint8Array, use: 'sign' | 'verify'): Key
  /** Reads the proof from the headers and checks grammar and time. */
  inspect(headers: HeadersInput, window: ReplayWindow): P | ProofRefusal
  /** Whether the proof is right for this body and key. Constant-time in the secret. */
  matches(proof: P, body: Uint8Array, key: Key): MaybePromise<boolean>
  /** The headers that prove the message. `keys` holds one key if `signsWith` is `newest`. */
  sign(message: Message, keys: readonly Key[]): MaybePromise<Readonly<Record<string, string>>>
}
