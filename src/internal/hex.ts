/** Lower-case hex, strictly: one spelling for one byte string. */

/** The bytes of a text, or `undefined` if it is not lower-case hex. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0) return undefined
  const bytes = new Uint8Array(text.length / 2)
  let invalid = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = (digit(text.charCodeAt(2 * index)) << 4) | digit(text.charCodeAt(2 * index + 1))
    invalid |= byte
    bytes[index] = byte
  }
  return invalid < 0 ? undefined : bytes
}

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

/** The value of 0-9 and a-f; negative for everything else, and so is whatever it is combined with by OR. */
function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}
