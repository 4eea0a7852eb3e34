/**
 * IP addresses as bytes. Parsed here and not by a library: every advisory about address checks is one more
 * spelling that parser and connector read differently, so only canonical spellings are read at all.
 */

const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/
const V6_GROUP = /^[0-9a-f]{1,4}$/i
const V6_GROUPS = 8

/**
 * The bytes of an address: 4 for IPv4, 16 for IPv6, `undefined` for anything else. An IPv4 address mapped into
 * IPv6 (`::ffff:10.0.0.1`) is the IPv4 address. Octal, hexadecimal and short forms and zone ids are not addresses.
 */
export function parseAddress(text: string): Uint8Array | undefined {
  if (!text.includes(':')) return parseV4(text)
  const bytes = parseV6(text)
  return bytes !== undefined && isMapped(bytes) ? bytes.slice(12) : bytes
}

function parseV4(text: string): Uint8Array | undefined {
  const parts = V4.exec(text)?.slice(1)
  // A leading zero is octal to some readers and decimal to others.
  if (parts === undefined || parts.some((part) => part.length > 1 && part.startsWith('0'))) return undefined
  const bytes = parts.map(Number)
  return bytes.every((byte) => byte <= 255) ? Uint8Array.from(bytes) : undefined
}

function parseV6(text: string): Uint8Array | undefined {
  const halves = text.split('::')
  const [head, tail] = [groupsOf(halves[0] as string, halves.length === 1), groupsOf(halves[1] ?? '', true)]
  if (head === undefined || tail === undefined || halves.length > 2) return undefined
  const missing = V6_GROUPS - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail]
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]))
}

/** @param isEnd whether the text ends the address, where the last 32 bits may be written as IPv4 */
function groupsOf(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const pieces = text.split(':')
  for (const [index, piece] of pieces.entries()) {
    if (V6_GROUP.test(piece)) {
      groups.push(Number.parseInt(piece, 16))
      continue
    }
    const v4 = isEnd && index === pieces.length - 1 ? parseV4(piece) : undefined
    if (v4 === undefined) return undefined
    groups.push(((v4[0] as number) << 8) | (v4[1] as number), ((v4[2] as number) << 8) | (v4[3] as number))
  }
  return groups
}

function isMapped(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
}
