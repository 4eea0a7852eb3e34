/** The half for Node, and for Bun and Deno, which have node:crypto as well: synchronous, bodies never copied. */
import type { createHmac, KeyObject } from 'node:crypto'
import type { CryptoPair, Ed25519Key, MacKey } from './crypto.js'
import { ed25519Der } from './ed25519-der.js'

interface NodeMacKey extends MacKey {
  readonly secret: KeyObject
}

interface NodeEd25519Key extends Ed25519Key {
  readonly object: KeyObject
}

let loaded: typeof import('node:crypto') | undefined

// At first use: importing node:crypto takes longer than importing all of hookstamp/signing.
function node(): typeof import('node:crypto') {
  return (loaded ??= process.getBuiltinModule('node:crypto'))
}

function hmac(key: MacKey, prefix: string, body: Uint8Array): ReturnType<typeof createHmac> {
  const state = node().createHmac(key.algorithm, (key as NodeMacKey).secret)
  if (prefix !== '') state.update(prefix)
  return state.update(body)
}

export const macKey: CryptoPair['macKey'] = (algorithm, secret): NodeMacKey => ({
  algorithm,
  secret: node().createSecretKey(secret),
})

export const mac: CryptoPair['mac'] = (key, prefix, body) => hmac(key, prefix, body).digest()

export const macMatches: CryptoPair['macMatches'] = (key, prefix, body, candidates) => {
  const actual = hmac(key, prefix, body).digest()
  return candidates.some((candidate) => sameBytes(actual, candidate))
}

export const digestsMatch: CryptoPair['digestsMatch'] = (a, b) => sameBytes(sha256(a), sha256(b))

export const ed25519Key: CryptoPair['ed25519Key'] = (kind, bytes): NodeEd25519Key => {
  const key = Buffer.from(ed25519Der(kind, bytes))
  return {
    kind,
    object:
      kind === 'private'
        ? node().createPrivateKey({ key, format: 'der', type: 'pkcs8' })
        : node().createPublicKey({ key, format: 'der', type: 'spki' }),
  }
}

export const ed25519Sign: CryptoPair['ed25519Sign'] = (key, message) =>
  node().sign(null, message, (key as NodeEd25519Key).object)

export const ed25519Matches: CryptoPair['ed25519Matches'] = (key, message, signature) =>
  node().verify(null, message, (key as NodeEd25519Key).object, signature)

export const ed25519PublicKey: CryptoPair['ed25519PublicKey'] = (seed) => {
  const { object } = ed25519Key('private', seed) as NodeEd25519Key
  // The raw key is the end of its SPKI form.
  return node().createPublicKey(object).export({ format: 'der', type: 'spki' }).subarray(-32)
}

function sha256(bytes: Uint8Array): Uint8Array {
  return node().createHash('sha256').update(bytes).digest()
}

// Lengths are public (they are the algorithm's); timingSafeEqual throws when they differ.
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && node().timingSafeEqual(a, b)
}
