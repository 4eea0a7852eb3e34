/** How long an attempt may take and how much of an answer it reads: the same for every transport with a network. */
import { HookstampError } from '../errors.js'
import type { TransportRequest } from '../ports/transport.js'

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
  const limits = { timeoutMs, maxResponseBytes }
  for (const [name, value] of Object.entries(limits)) {
    const refusal = refuseLimit(name, value)
    if (refusal !== undefined) throw refusal
  }
  return limits
}

/** Why a request's own deadline, if it has one, is none. */
export function refuseTimeout({ timeoutMs }: TransportRequest): HookstampError | undefined {
  return timeoutMs === undefined ? undefined : refuseLimit('timeoutMs', timeoutMs)
}

function refuseLimit(name: string, value: number): HookstampError | undefined {
  if (Number.isInteger(value) && value >= 1 && value <= MOST) return undefined
  return new HookstampError(
    'option-invalid',
    `${name}: expected an integer from 1 to ${MOST}, got ${String(value)}.`,
  )
}
