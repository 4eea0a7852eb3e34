/**
 * Raw ed25519 keys in the only wrapping that node:crypto and Web Crypto both import. With 32 bytes inside,
 * everything in front of them is constant.
 *
 * @see RFC 8410, sections 4 and 7
 */
const pkcs8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]
const spki = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0]

/** DER of a 32-byte seed (PKCS #8) or a 32-byte public key (SPKI). */
export function ed25519Der(kind: 'private' | 'public', bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...(kind === 'private' ? pkcs8 : spki), ...bytes])
}
