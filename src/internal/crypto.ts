/**
 * What signing needs of a platform. Two halves implement it, `crypto-node.ts` and `crypto-web.ts`;
 * `package.json#imports` chooses one at the consumer. Both are held to the same vectors and the same fuzz.
 * Results are immediate on Node and promises elsewhere.
 *
 * Proofs come and go as text, as headers carry them: on Node a digest is made as text faster than as bytes.
 * What is signed is `prefix` (as UTF-8) followed by `body`.
 */
import type { MaybePromise } from './maybe-promise.js'

export type MacAlgorithm = 'sha256' | 'sha512'

/** How a MAC is written: lower-case hex, or standard base64 with padding. */
export type MacEncoding = 'hex' | 'base64'

/** A MAC key, imported once. Opaque: only the half that made it can use it. */
export interface MacKey {
  readonly algorithm: MacAlgorithm
}

/** An ed25519 key, imported once. */
export interface Ed25519Key {
  readonly kind: 'private' | 'public'
}

export interface CryptoPair {
  macKey(algorithm: MacAlgorithm, secret: Uint8Array): MacKey
  mac(key: MacKey, prefix: string, body: Uint8Array, encoding: MacEncoding): MaybePromise<string>
  /**
   * Whether one of `candidates` is the MAC, in time that does not depend on where they differ. However many there
   * are, the body is hashed once. Candidates have to be strictly in `encoding`.
   */
  macMatches(
    key: MacKey,
    prefix: string,
    body: Uint8Array,
    encoding: MacEncoding,
    candidates: readonly string[],
  ): MaybePromise<boolean>
  /** Whether two texts are equal, compared by digest, so that neither content nor length leaks. */
  digestsMatch(a: string, b: string): MaybePromise<boolean>
  /** Imports a 32-byte ed25519 seed or public key. */
  ed25519Key(kind: 'private' | 'public', bytes: Uint8Array): Ed25519Key
  /** An ed25519 signature in base64. */
  ed25519Sign(key: Ed25519Key, prefix: string, body: Uint8Array): MaybePromise<string>
  /** Whether one of `candidates`, in base64, is a signature by this key. */
  ed25519Matches(
    key: Ed25519Key,
    prefix: string,
    body: Uint8Array,
    candidates: readonly string[],
  ): MaybePromise<boolean>
  /** The 32-byte public key that belongs to a 32-byte seed. */
  ed25519PublicKey(seed: Uint8Array): MaybePromise<Uint8Array>
}
