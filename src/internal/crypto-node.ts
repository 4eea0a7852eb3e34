/** The half for Node, and for Bun and Deno, which have node:crypto as well: synchronous, bodies never copied to hash them. */
import type { Hmac, KeyObject } from 'node:crypto'
import { prefixed } from './bytes.js'
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

export const macKey: CryptoPair['macKey'] = (algorithm, secret): NodeMacKey => ({
  algorithm,
  secret: node().createSecretKey(secret),
})

export const mac: CryptoPair['mac'] = (key, prefix, body, encoding) =>
  hmac(key, prefix, body).digest(encoding)

export const macMatches: CryptoPair['macMatches'] = (key, prefix, body, encoding, candidates) => {
  const actual = hmac(key, prefix, body).digest(encoding)
  return candidates.some((candidate) => sameText(actual, candidate))
}

export const digestsMatch: CryptoPair['digestsMatch'] = (a, b) => sameText(sha256(a), sha256(b))

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

export const ed25519Sign: CryptoPair['ed25519Sign'] = (key, prefix, body) =>
  node()
    .sign(null, prefixed(prefix, body), (key as NodeEd25519Key).object)
    .toString('base64')

export const ed25519Matches: CryptoPair['ed25519Matches'] = (key, prefix, body, candidates) => {
  const message = prefixed(prefix, body)
  return candidates.some((candidate) =>
    node().verify(null, message, (key as NodeEd25519Key).object, Buffer.from(candidate, 'base64')),
  )
}

export const ed25519PublicKey: CryptoPair['ed25519PublicKey'] = (seed) => {
  const { object } = ed25519Key('private', seed) as NodeEd25519Key
  // The raw key is the end of its SPKI form.
  return node().createPublicKey(object).export({ format: 'der', type: 'spki' }).subarray(-32)
}

function hmac(key: MacKey, prefix: string, body: Uint8Array): Hmac {
  const state = node().createHmac(key.algorithm, (key as NodeMacKey).secret)
  if (prefix !== '') state.update(prefix)
  return state.update(body)
}

function sha256(text: string): string {
  return node().createHash('sha256').update(text).digest('hex')
}

// Text length → two buffers to compare in. There are as many lengths as algorithms and encodings.
const scratch: Record<number, readonly [Buffer, Buffer]> = {}

// timingSafeEqual takes bytes only. Lengths are public (the algorithm's), and it throws when they differ.
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const [left, right] = (scratch[a.length] ??= [Buffer.alloc(a.length), Buffer.alloc(a.length)])
  left.write(a, 'latin1')
  right.write(b, 'latin1')
  return node().timingSafeEqual(left, right)
}
