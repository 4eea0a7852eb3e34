import type { Clock } from './clock.js'
import type { Random } from './random.js'

// Random bytes are drawn for many ids at once: a call costs more than the bytes.
const BYTES_PER_ID = 10
const POOL_BYTES = BYTES_PER_ID * 256

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Makes UUIDs of version 7: their order is the order in which they were made, even within a millisecond
 * and when the clock is set back.
 *
 * @see RFC 9562, section 5.7; the 12 bits after the version count within a millisecond (section 6.2, method 1)
 */
export function uuidFactory(clock: Clock, random: Random): () => string {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  let lastMs = 0
  let counter = 0

  return () => {
    if (used === POOL_BYTES) {
      random.fill(pool)
      used = 0
    }
    const at = used
    used += BYTES_PER_ID
    const now = clock.now()
    if (now > lastMs) {
      lastMs = now
      // Half of the range stays free for counting up.
      counter = (((pool[at] as number) << 8) | (pool[at + 1] as number)) & 0x7ff
    } else if (++counter > 0xfff) {
      lastMs += 1
      counter = 0
    }
    const time = Math.floor(lastMs).toString(16).padStart(12, '0')
    const hex = (offset: number): string => HEX[pool[at + offset] as number] as string
    const variant = HEX[((pool[at + 2] as number) & 0x3f) | 0x80] as string
    return (
      `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${hex(3)}-` +
      `${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`
    )
  }
}
