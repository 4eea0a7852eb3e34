/**
 * Standard base64, strictly: padded, no whitespace, no url alphabet, no stray bits at the end. One spelling for one
 * byte string, so that a secret or signature cannot be written in two ways.
 *
 * @see RFC 4648, sections 3.5 and 4
 */

/** The bytes of a text, or `undefined` if it is not strict base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text)
    // atob forgives most of that; what it forgave does not come back.
    if (btoa(binary) !== text) return undefined
    const bytes = new Uint8Array(binary.length)
    for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index)
    return bytes
  } catch {
    return undefined
  }
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
