/** The half for browsers, Workers and every other runtime with nothing but Web Crypto: asynchronous. */
import type { webcrypto } from 'node:crypto'
import type { CryptoPair, Ed25519Key, MacAlgorithm, MacKey } from './crypto.js'
import { ed25519Der } from './ed25519-der.js'
import { utf8 } from './bytes.js'

type CryptoKey = webcrypto.CryptoKey

interface WebMacKey extends MacKey {
  readonly imported: () => Promise<CryptoKey>
}

interface WebEd25519Key extends Ed25519Key {
  readonly imported: () => Promise<CryptoKey>
}

const hashes: Readonly<Record<MacAlgorithm, string>> = { sha256: 'SHA-256', sha512: 'SHA-512' }

// Imported at first use, then kept: an import costs as much as the MAC. Not before, so that a key that
// nobody uses cannot fail as an unhandled rejection.
function once(importKey: () => Promise<CryptoKey>): () => Promise<CryptoKey> {
  let imported: Promise<CryptoKey> | undefined
  return () => (imported ??= importKey())
}

export const macKey: CryptoPair['macKey'] = (algorithm, secret): WebMacKey => {
  // A copy: the caller may reuse the buffer before the import runs.
  const bytes = secret.slice()
  const hmac = { name: 'HMAC', hash: hashes[algorithm] }
  return {
    algorithm,
    imported: once(() => crypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify'])),
  }
}

export const mac: CryptoPair['mac'] = async (key, prefix, body) =>
  new Uint8Array(await crypto.subtle.sign('HMAC', await (key as WebMacKey).imported(), joined(prefix, body)))

export const macMatches: CryptoPair['macMatches'] = async (key, prefix, body, candidates) => {
  const [first, second] = candidates
  if (first === undefined) return false
  if (second !== undefined) {
    const actual = await mac(key, prefix, body)
    return candidates.some((candidate) => sameBytes(actual, candidate))
  }
  return crypto.subtle.verify('HMAC', await (key as WebMacKey).imported(), first, joined(prefix, body))
}

export const digestsMatch: CryptoPair['digestsMatch'] = async (a, b) =>
  sameBytes(await sha256(a), await sha256(b))

export const ed25519Key: CryptoPair['ed25519Key'] = (kind, bytes): WebEd25519Key => {
  const der = ed25519Der(kind, bytes)
  return {
    kind,
    imported: once(() =>
      kind === 'private'
        ? crypto.subtle.importKey('pkcs8', der, 'Ed25519', false, ['sign'])
        : crypto.subtle.importKey('spki', der, 'Ed25519', false, ['verify']),
    ),
  }
}

export const ed25519Sign: CryptoPair['ed25519Sign'] = async (key, message) =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', await (key as WebEd25519Key).imported(), message))

export const ed25519Matches: CryptoPair['ed25519Matches'] = async (key, message, signature) => {
  let imported: CryptoKey
  try {
    imported = await (key as WebEd25519Key).imported()
  } catch {
    // 32 bytes that are no point of the curve. node:crypto imports them and then matches nothing.
    return false
  }
  return crypto.subtle.verify('Ed25519', imported, signature, message)
}

export const ed25519PublicKey: CryptoPair['ed25519PublicKey'] = async (seed) => {
  const der = ed25519Der('private', seed)
  const key = await crypto.subtle.importKey('pkcs8', der, 'Ed25519', true, ['sign'])
  const { x } = await crypto.subtle.exportKey('jwk', key)
  const base64 = (x as string).replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

function joined(prefix: string, body: Uint8Array): Uint8Array {
  if (prefix === '') return body
  const head = utf8(prefix)
  const whole = new Uint8Array(head.byteLength + body.byteLength)
  whole.set(head)
  whole.set(body, head.byteLength)
  return whole
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

// Always to the end, so that the time tells nothing about where two MACs differ.
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) return false
  let difference = 0
  for (let index = 0; index < a.byteLength; index++) difference |= (a[index] as number) ^ (b[index] as number)
  return difference === 0
}
