import type { Clock } from './clock.js'
import type { Random } from './random.js'

// Random bytes are drawn for many ids at once: a call costs more than the bytes.
const BYTES_PER_ID = 10
const POOL_BYTES = BYTES_PER_ID * 256

const DIGITS: readonly number[] = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const DASH = 0x2d

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
  let prefix = ''
  // `ccc-vrrr-rrrrrrrrrrrr`, as codes: one string made of them costs a fifth of many joined, and an id is made for
  // every delivery.
  const tail = Array.from({ length: 21 }, () => DASH)

  const moveOn = (ms: number): void => {
    lastMs = ms
    const time = Math.floor(ms).toString(16).padStart(12, '0')
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`
  }
  return () => {
    if (used === POOL_BYTES) {
      random.fill(pool)
      used = 0
    }
    const at = used
    used += BYTES_PER_ID
    const now = clock.now()
    if (now > lastMs) {
      moveOn(now)
      // Half of the range stays free for counting up.
      counter = (((pool[at] as number) << 8) | (pool[at + 1] as number)) & 0x7ff
    } else if (++counter > 0xfff) {
      moveOn(lastMs + 1)
      counter = 0
    }
    tail[0] = digitOf(counter >> 8)
    tail[1] = digitOf(counter >> 4)
    tail[2] = digitOf(counter)
    let place = 4
    for (let index = 2; index < BYTES_PER_ID; index++) {
      const byte = pool[at + index] as number
      tail[place++] = digitOf(byte >> 4)
      tail[place++] = digitOf(byte)
      if (index === 3) place++
    }
    // The variant: its upper two bits are 10.
    tail[4] = digitOf((((pool[at + 2] as number) >> 4) & 0x3) | 0x8)
    return prefix + String.fromCharCode(...tail)
  }
}

function digitOf(number: number): number {
  return DIGITS[number & 0xf] as number
}
