/** The half for browsers, Workers and every other runtime with nothing but Web Crypto: asynchronous. */
import type { webcrypto } from 'node:crypto'
import { fromBase64, toBase64 } from './base64.js'
import { prefixed, utf8 } from './bytes.js'
import type { CryptoPair, Ed25519Key, MacAlgorithm, MacKey } from './crypto.js'
import { ed25519Der } from './ed25519-der.js'
import { fromHex, toHex } from './hex.js'
import { chain, type MaybePromise } from './maybe-promise.js'

type CryptoKey = webcrypto.CryptoKey

interface WebMacKey extends MacKey {
  readonly imported: () => MaybePromise<CryptoKey>
}

interface WebEd25519Key extends Ed25519Key {
  readonly imported: () => MaybePromise<CryptoKey>
}

const hashes: Readonly<Record<MacAlgorithm, string>> = { sha256: 'SHA-256', sha512: 'SHA-512' }

export const macKey: CryptoPair['macKey'] = (algorithm, secret): WebMacKey => {
  // A copy (not slice, which is a view of a Buffer): the import may run after its owner has reused the memory.
  const bytes = new Uint8Array(secret)
  const hmac = { name: 'HMAC', hash: hashes[algorithm] }
  return {
    algorithm,
    imported: once(() => crypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify'])),
  }
}

export const mac: CryptoPair['mac'] = async (key, prefix, body, encoding) => {
  const imported = await (key as WebMacKey).imported()
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', imported, joined(prefix, body)))
  return encoding === 'hex' ? toHex(bytes) : toBase64(bytes)
}

export const macMatches: CryptoPair['macMatches'] = (key, prefix, body, encoding, candidates) => {
  const [first, second] = candidates
  if (first === undefined) return false
  if (second !== undefined) {
    return chain(mac(key, prefix, body, encoding), (actual) =>
      candidates.some((candidate) => sameText(actual, candidate)),
    )
  }
  const claimed = encoding === 'hex' ? fromHex(first) : fromBase64(first)
  if (claimed === undefined) return false
  // Not an async function: each would cost a good part of what is hashed here.
  return chain((key as WebMacKey).imported(), (imported) =>
    crypto.subtle.verify('HMAC', imported, claimed, joined(prefix, body)),
  )
}

export const digestsMatch: CryptoPair['digestsMatch'] = async (a, b) =>
  sameText(await sha256(a), await sha256(b))

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

export const ed25519Sign: CryptoPair['ed25519Sign'] = async (key, prefix, body) => {
  const imported = await (key as WebEd25519Key).imported()
  return toBase64(new Uint8Array(await crypto.subtle.sign('Ed25519', imported, prefixed(prefix, body))))
}

export const ed25519Matches: CryptoPair['ed25519Matches'] = async (key, prefix, body, candidates) => {
  let imported: CryptoKey
  try {
    imported = await (key as WebEd25519Key).imported()
  } catch {
    // 32 bytes that are no point of the curve: node:crypto imports them, and then nothing matches.
    return false
  }
  const message = prefixed(prefix, body)
  for (const candidate of candidates) {
    const signature = fromBase64(candidate)
    if (signature !== undefined && (await crypto.subtle.verify('Ed25519', imported, signature, message)))
      return true
  }
  return false
}

export const ed25519PublicKey: CryptoPair['ed25519PublicKey'] = async (seed) => {
  const der = ed25519Der('private', seed)
  const key = await crypto.subtle.importKey('pkcs8', der, 'Ed25519', true, ['sign'])
  const { x } = await crypto.subtle.exportKey('jwk', key)
  // A JWK has the url alphabet and no padding: 32 bytes leave one character of it.
  return fromBase64(`${(x as string).replaceAll('-', '+').replaceAll('_', '/')}=`) as Uint8Array
}

// Imported at first use, then kept: an import costs as much as a MAC. Not before, so that a key that nobody
// uses cannot fail as an unhandled rejection.
function once(importKey: () => Promise<CryptoKey>): () => MaybePromise<CryptoKey> {
  let imported: MaybePromise<CryptoKey> | undefined
  return () => (imported ??= importKey().then((key) => (imported = key)))
}

// subtle takes a message as one piece.
function joined(prefix: string, body: Uint8Array): Uint8Array {
  return prefix === '' ? body : prefixed(prefix, body)
}

async function sha256(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text))))
}

// Always to the end, so that the time tells nothing about where they differ.
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}
