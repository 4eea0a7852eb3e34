/** Ranges of addresses, e.g. `10.0.0.0/8`. */
import { parseAddress } from './address.js'

export interface Cidr {
  readonly bytes: Uint8Array
  /** How many leading bits an address must share. */
  readonly bits: number
}

const MAPPED_BITS = 96

/**
 * Reads a range, or one address as the range of itself; `undefined` if it is neither.
 * Bits set behind the prefix (`10.0.0.1/8`) are a mistake, not a range.
 */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const bytes = parseAddress(address)
  if (bytes === undefined || rest.length > 0) return undefined
  if (prefix === undefined) return { bytes, bits: bytes.length * 8 }
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix)) return undefined
  // ::ffff:10.0.0.0/104 is 10.0.0.0/8: its address has been read as IPv4.
  const bits = Number(prefix) - (bytes.length === 4 && address.includes(':') ? MAPPED_BITS : 0)
  if (bits < 0 || bits > bytes.length * 8) return undefined
  return bytes.every((byte, index) => (byte & ~maskAt(index, bits)) === 0) ? { bytes, bits } : undefined
}

export function cidrContains(range: Cidr, address: Uint8Array): boolean {
  return (
    range.bytes.length === address.length &&
    address.every((byte, index) => (byte & maskAt(index, range.bits)) === range.bytes[index])
  )
}

/** The mask of one byte under a prefix of `bits`. */
function maskAt(index: number, bits: number): number {
  const covered = Math.min(Math.max(bits - index * 8, 0), 8)
  return (0xff << (8 - covered)) & 0xff
}
