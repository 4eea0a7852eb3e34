/** The three kinds of key of Standard Webhooks, told apart by their prefix so that none is used as another. */
import { ed25519Key, macKey } from '#crypto'
import { HookstampError } from '../errors.js'
import { fromBase64 } from '../internal/base64.js'
import type { Ed25519Key, MacKey } from '../internal/crypto.js'

/** A symmetric secret: 24 to 64 bytes. */
export const SECRET_PREFIX = 'whsec_'
/** The private half of an ed25519 pair: 32 bytes of seed, or those and the public key. Only for the sender. */
export const PRIVATE_PREFIX = 'whsk_'
/** The public half, 32 bytes: all that a receiver needs. */
export const PUBLIC_PREFIX = 'whpk_'

/**
 * The key behind the text of a secret, or behind the raw bytes of a symmetric one.
 * @throws HookstampError `secret-malformed`
 * @see https://github.com/standard-webhooks/standard-webhooks, "Signature scheme"
 */
export function importStandardKey(secret: string | Uint8Array, use: 'sign' | 'verify'): MacKey | Ed25519Key {
  if (typeof secret !== 'string') return symmetric(secret)
  if (secret.startsWith(SECRET_PREFIX)) return symmetric(decoded(secret, SECRET_PREFIX))
  if (secret.startsWith(PRIVATE_PREFIX)) {
    if (use === 'verify')
      throw refuse('A whsk_ key signs and stays with the sender; verify with its whpk_ key.')
    const bytes = decoded(secret, PRIVATE_PREFIX)
    if (bytes.length !== 32 && bytes.length !== 64) throw refuse('A whsk_ key holds 32 or 64 bytes.')
    return ed25519Key('private', bytes.subarray(0, 32))
  }
  if (secret.startsWith(PUBLIC_PREFIX)) {
    if (use === 'sign') throw refuse('A whpk_ key only verifies; sign with its whsk_ key.')
    const bytes = decoded(secret, PUBLIC_PREFIX)
    if (bytes.length !== 32) throw refuse('A whpk_ key holds 32 bytes.')
    return ed25519Key('public', bytes)
  }
  throw refuse('It does not begin with whsec_, whsk_ or whpk_. A raw symmetric key may be given as bytes.')
}

function symmetric(bytes: Uint8Array): MacKey {
  if (bytes.length >= 24 && bytes.length <= 64) return macKey('sha256', bytes)
  throw refuse('A symmetric key holds 24 to 64 bytes.')
}

function decoded(secret: string, prefix: string): Uint8Array {
  const bytes = fromBase64(secret.slice(prefix.length))
  if (bytes !== undefined) return bytes
  throw refuse(`What follows ${prefix} is not standard base64 with padding.`)
}

function refuse(reason: string): HookstampError {
  return new HookstampError('secret-malformed', reason)
}
