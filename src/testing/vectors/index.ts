/**
 * `hookstamp/testing/vectors`: known answers for every scheme, as data, so that another implementation, in whatever
 * language, can be held to the same ones. Each names its source.
 */
import ed25519 from './ed25519.json' with { type: 'json' }
import hmacHex from './hmac-hex.json' with { type: 'json' }
import sharedToken from './shared-token.json' with { type: 'json' }
import standardWebhooks from './standard-webhooks.json' with { type: 'json' }
import timestampedHmac from './timestamped-hmac.json' with { type: 'json' }

/** Text, meaning its UTF-8 bytes, or bytes in hex. */
export type VectorBytes = string | { readonly hex: string }

/** A scheme by name, with the options of the function that makes it. */
export type VectorScheme =
  | {
      readonly kind: 'hmac-hex'
      readonly header: string
      readonly prefix?: string
      readonly algorithm?: 'sha256' | 'sha512'
    }
  | { readonly kind: 'shared-token'; readonly header: string }
  | { readonly kind: 'standard-webhooks'; readonly headerPrefix?: string }
  | { readonly kind: 'timestamped-hmac'; readonly header: string }

/** What verification has to find. */
export interface VectorVerdict {
  readonly code: 'verified' | 'missing' | 'repeated' | 'malformed' | 'expired' | 'premature' | 'mismatch'
  readonly secretIndex?: number
  readonly id?: string
  /** Milliseconds since the epoch. */
  readonly signedAt?: number
}

/** One message as a receiver gets it, and what it has to find. */
export interface SigningVector {
  readonly name: string
  readonly source: string
  readonly scheme: VectorScheme
  /** The receiver's, newest first. */
  readonly secrets: readonly VectorBytes[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: VectorBytes
  /** When the message arrives, in milliseconds since the epoch, for schemes that sign a time. */
  readonly now?: number
  /** @default 300 */
  readonly toleranceSeconds?: number
  readonly verdict: VectorVerdict
  /** Whether a sender with `signingSecrets` makes exactly these headers. */
  readonly signs: boolean
  /**
   * The sender's, newest first.
   * @default those of the receiver
   */
  readonly signingSecrets?: readonly VectorBytes[]
}

/** An ed25519 signature without any scheme around it; everything in hex. */
export interface Ed25519Vector {
  readonly name: string
  readonly source: string
  readonly seed: string
  readonly publicKey: string
  readonly message: string
  readonly signature: string
}

/** Messages and verdicts, by scheme. */
export const signingVectors: Readonly<Record<VectorScheme['kind'], readonly SigningVector[]>> = {
  'hmac-hex': hmacHex as readonly SigningVector[],
  'shared-token': sharedToken as readonly SigningVector[],
  'standard-webhooks': standardWebhooks as readonly SigningVector[],
  'timestamped-hmac': timestampedHmac as readonly SigningVector[],
}

/** Bare ed25519 signatures. */
export const ed25519Vectors: readonly Ed25519Vector[] = ed25519
