/**
 * What signing needs of a platform. Two halves implement it, `crypto-node.ts` and `crypto-web.ts`;
 * `package.json#imports` chooses one at the consumer. Both are held to the same vectors and the same fuzz.
 * Results are immediate on Node and promises elsewhere.
 */
import type { MaybePromise } from './maybe-promise.js'

export type MacAlgorithm = 'sha256' | 'sha512'

/** A MAC key, imported once. Opaque: only the half that made it can use it. */
export interface MacKey {
  readonly algorithm: MacAlgorithm
}

/** An ed25519 key, imported once. */
export interface Ed25519Key {
  readonly kind: 'private' | 'public'
}

export interface CryptoPair {
  /** Imports a secret. Whoever does so per message keeps the key: an import costs a third of a MAC on Node, far more elsewhere. */
  macKey(algorithm: MacAlgorithm, secret: Uint8Array): MacKey
  /** MAC of `prefix` (as UTF-8) followed by `body`. The two are never copied together where the platform can stream. */
  mac(key: MacKey, prefix: string, body: Uint8Array): MaybePromise<Uint8Array>
  /**
   * Whether one of `candidates` is the MAC of `prefix` and `body`, in time that does not depend on where they differ.
   * However many there are, the body is hashed once.
   */
  macMatches(
    key: MacKey,
    prefix: string,
    body: Uint8Array,
    candidates: readonly Uint8Array[],
  ): MaybePromise<boolean>
  /** Whether two byte strings are equal, compared by digest, so that neither content nor length leaks. */
  digestsMatch(a: Uint8Array, b: Uint8Array): MaybePromise<boolean>
  /** Imports a 32-byte ed25519 seed or public key. */
  ed25519Key(kind: 'private' | 'public', bytes: Uint8Array): Ed25519Key
  ed25519Sign(key: Ed25519Key, message: Uint8Array): MaybePromise<Uint8Array>
  ed25519Matches(key: Ed25519Key, message: Uint8Array, signature: Uint8Array): MaybePromise<boolean>
  /** The 32-byte public key that belongs to a 32-byte seed. */
  ed25519PublicKey(seed: Uint8Array): MaybePromise<Uint8Array>
}
