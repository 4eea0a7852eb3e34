/** How long an attempt may take and how much of an answer it reads: the same for every transport with a network. */
import { HookstampError } from '../errors.js'

export interface TransportLimits {
  /**
   * Time for a whole attempt, in milliseconds: resolving, connecting, TLS, sending, reading.
   * @default 15_000
   */
  readonly timeoutMs?: number
  /**
   * Most bytes of a response body that are read. A longer response is kept up to there and its connection dropped.
   * @default 65_536
   */
  readonly maxResponseBytes?: number
}

// Receivers are told to answer first and work afterwards; one that needs longer is better tried again.
const TIMEOUT_MS = 15_000
// Enough for any error page.
const MAX_RESPONSE_BYTES = 65_536
// The longest timer there is.
const MOST = 0x7fff_ffff

/** @throws HookstampError `option-invalid` */
export function limitsOf(options: TransportLimits): Required<TransportLimits> {
  const { timeoutMs = TIMEOUT_MS, maxResponseBytes = MAX_RESPONSE_BYTES } = options
  assertTimeout(timeoutMs)
  assertLimit('maxResponseBytes', maxResponseBytes)
  return { timeoutMs, maxResponseBytes }
}

/** @throws HookstampError `option-invalid` */
export function assertTimeout(timeoutMs: number): void {
  assertLimit('timeoutMs', timeoutMs)
}

function assertLimit(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= MOST) return
  throw new HookstampError(
    'option-invalid',
    `${name}: expected an integer from 1 to ${MOST}, got ${String(value)}.`,
  )
}
