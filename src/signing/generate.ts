import { ed25519PublicKey } from '#crypto'
import { toBase64 } from '../internal/base64.js'
import { chain, type MaybePromise } from '../internal/maybe-promise.js'
import { systemRandom, type Random } from '../internal/random.js'
import { PRIVATE_PREFIX, PUBLIC_PREFIX, SECRET_PREFIX } from './standard-keys.js'

export interface GenerateOptions {
  /** @default the platform's cryptographic source */
  readonly random?: Random
}

/** Both halves of an ed25519 pair, as Standard Webhooks writes them. */
export interface KeyPair {
  /** `whsk_…`, for the sender alone. */
  readonly privateKey: string
  /** `whpk_…`, for every receiver. */
  readonly publicKey: string
}

/**
 * A fresh symmetric secret, `whsec_…` with 32 random bytes: exactly what GitLab takes as a signing token, and good
 * for every scheme here that signs.
 *
 * @example
 * const secret = generateSecret()
 */
export function generateSecret({ random = systemRandom }: GenerateOptions = {}): string {
  return SECRET_PREFIX + toBase64(randomBytes(random))
}

/**
 * A fresh ed25519 pair for `standardWebhooks` (`v1a`). The private half holds seed and public key, as other
 * implementations expect it.
 *
 * @example
 * const { privateKey, publicKey } = await generateKeyPair()
 */
export function generateKeyPair({ random = systemRandom }: GenerateOptions = {}): MaybePromise<KeyPair> {
  const seed = randomBytes(random)
  return chain(ed25519PublicKey(seed), (publicKey) => ({
    privateKey: PRIVATE_PREFIX + toBase64(new Uint8Array([...seed, ...publicKey])),
    publicKey: PUBLIC_PREFIX + toBase64(publicKey),
  }))
}

function randomBytes(random: Random): Uint8Array {
  const bytes = new Uint8Array(32)
  random.fill(bytes)
  return bytes
}
