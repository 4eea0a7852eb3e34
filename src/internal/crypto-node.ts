/** The half for Node, and for Bun and Deno, which have node:crypto as well: synchronous. */
import type { KeyObject } from 'node:crypto'
import { prefixed } from './bytes.js'
import type { CryptoPair, Ed25519Key } from './crypto.js'
import { node } from './crypto-node-builtin.js'
import { importMacKey, macOf, type NodeMacKey } from './crypto-node-mac.js'
import { ed25519Der } from './ed25519-der.js'

interface NodeEd25519Key extends Ed25519Key {
  readonly object: KeyObject
}

export const macKey: CryptoPair['macKey'] = importMacKey

export const mac: CryptoPair['mac'] = (key, prefix, body, encoding) =>
  macOf(key as NodeMacKey, prefix, body, encoding)

export const macMatches: CryptoPair['macMatches'] = (key, prefix, body, encoding, candidates) => {
  const actual = macOf(key as NodeMacKey, prefix, body, encoding)
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
