/**
 * HMAC on node:crypto. Setting up `createHmac` takes longer than hashing a webhook, so messages of ordinary size go
 * through `crypto.hash`, twice, as HMAC is defined: a third off the time up to 3 kB. Larger ones are streamed.
 *
 * @see RFC 2104, section 2
 */
import type { MacAlgorithm, MacEncoding, MacKey } from './crypto.js'
import { node } from './crypto-node-builtin.js'

export interface NodeMacKey extends MacKey {
  /** For messages that are streamed. */
  readonly secret: Uint8Array
  /** What is hashed in front of the message: the key XOR 0x36, one block. */
  readonly inner: Uint8Array
  /** What the second hash is of: the key XOR 0x5c, one block, and room for the digest of the first. */
  readonly outer: Buffer
}

// Beyond this the copy costs as much as the set-up of createHmac.
const MOST_COPIED_BYTES = 16 * 1024

const sizes: Readonly<Record<MacAlgorithm, { readonly block: number; readonly digest: number }>> = {
  sha256: { block: 64, digest: 32 },
  sha512: { block: 128, digest: 64 },
}

// Where block and message are put together. Nothing here awaits, so one serves all.
let message: Buffer | undefined

export function importMacKey(algorithm: MacAlgorithm, secret: Uint8Array): NodeMacKey {
  const { block, digest } = sizes[algorithm]
  const short = secret.byteLength > block ? node().createHash(algorithm).update(secret).digest() : secret
  const inner = new Uint8Array(block).fill(0x36)
  const outer = Buffer.alloc(block + digest).fill(0x5c)
  short.forEach((byte, index) => {
    inner[index] = byte ^ 0x36
    outer[index] = byte ^ 0x5c
  })
  // A copy (not slice, which is a view of a Buffer): its owner may reuse the memory.
  return { algorithm, secret: new Uint8Array(secret), inner, outer }
}

export function macOf(key: NodeMacKey, prefix: string, body: Uint8Array, encoding: MacEncoding): string {
  // `hash` is there from Node 20.12 on, and not in every runtime that has node:crypto. UTF-8 takes up to 3 bytes per unit.
  const isOneShot = node().hash !== undefined && 3 * prefix.length + body.byteLength <= MOST_COPIED_BYTES
  return isOneShot ? oneShot(key, prefix, body, encoding) : streamed(key, prefix, body, encoding)
}

function oneShot(
  { algorithm, inner, outer }: NodeMacKey,
  prefix: string,
  body: Uint8Array,
  encoding: MacEncoding,
): string {
  const { hash } = node()
  message ??= Buffer.alloc(MOST_COPIED_BYTES + sizes.sha512.block)
  message.set(inner)
  const start = inner.byteLength + message.write(prefix, inner.byteLength)
  message.set(body, start)
  // As text and back: digests are made as text faster than as buffers.
  const digest = hash(algorithm, message.subarray(0, start + body.byteLength), 'binary')
  outer.write(digest, inner.byteLength, 'binary')
  return hash(algorithm, outer, encoding)
}

function streamed(key: NodeMacKey, prefix: string, body: Uint8Array, encoding: MacEncoding): string {
  return node().createHmac(key.algorithm, key.secret).update(prefix).update(body).digest(encoding)
}
