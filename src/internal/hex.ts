/** Lower-case hex, strictly: what every sender writes, and only one spelling for one byte string. */

const digits = '0123456789abcdef'

/** The bytes from `start` to the end of a text, or `undefined` if that is not lower-case hex of `length` bytes. */
export function fromHex(text: string, start: number, length: number): Uint8Array | undefined {
  if (text.length !== start + 2 * length) return undefined
  const bytes = new Uint8Array(length)
  let invalid = 0
  for (let index = 0; index < length; index++) {
    const high = nibble(text.charCodeAt(start + 2 * index))
    const low = nibble(text.charCodeAt(start + 2 * index + 1))
    invalid |= high | low
    bytes[index] = (high << 4) | low
  }
  return invalid < 0 ? undefined : bytes
}

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += digits.charAt(byte >> 4) + digits.charAt(byte & 15)
  return text
}

function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}
