/**
 * One request as undici calls back about it: keeps the status, the headers and the first bytes of the body, and
 * settles exactly once; what undici says after that is not listened to.
 */
import type { Dispatcher } from 'undici'
import type { ErrorCode } from '../../errors.js'
import type { TransportResult } from '../../ports/transport.js'
import type { Connection } from './connections.js'
import type { Expiring } from './deadlines.js'
import { failureOf } from './failure.js'
import { timingsOf } from './timings.js'

export type Attempt = Expiring & Dispatcher.DispatchHandler

export interface AttemptOptions {
  readonly connection: Connection
  readonly timeoutMs: number
  /** Most bytes of a response body that are read. */
  readonly maxResponseBytes: number
  /** `isIntact`: the response was read to its end, so the connection can serve again. */
  readonly settle: (result: TransportResult, isIntact: boolean) => void
}

const EMPTY = new Uint8Array()

export function createAttempt({ connection, timeoutMs, maxResponseBytes, settle }: AttemptOptions): Attempt {
  const startedAt = performance.now()
  let settled = false
  /** When the first byte of an answer came; 0 before. */
  let answeredAt = 0
  let reused = false
  let status = 0
  let headers: Readonly<Record<string, string>> = {}
  let body: Uint8Array = EMPTY
  let length = 0

  /** Where the time went, which for a failed attempt tells how far it came. */
  function times(): Pick<TransportResult, 'durationNs' | 'timings'> {
    const durationNs = Math.round((performance.now() - startedAt) * 1e6)
    const timings = timingsOf(startedAt, connection.stages, answeredAt)
    return timings === undefined ? { durationNs } : { durationNs, timings }
  }

  function respond(isIntact: boolean): void {
    if (settled) return
    settled = true
    const whole = length === body.length ? body : body.subarray(0, length)
    settle({ response: { status, headers, body: whole }, ...times() }, isIntact)
  }

  function fail(code: ErrorCode, message: string, retry?: 'at-once'): void {
    if (settled) return
    settled = true
    const error = { code, message }
    settle({ error, ...times(), ...(retry !== undefined && { retry }) }, false)
  }

  return {
    deadline: startedAt + timeoutMs,
    expire: () => fail('deadline-exceeded', 'No complete response came before the deadline.'),
    onRequestStart: () => {
      reused = connection.requests++ > 0
    },
    onResponseStarted: () => {
      // Every 1xx starts anew.
      if (answeredAt === 0) answeredAt = performance.now()
    },
    // For every 1xx as well: the last call is of the response.
    onResponseStart: (_, code, received) => {
      status = code
      headers = flatten(received)
    },
    onResponseData: (_, chunk) => {
      if (settled) return
      const room = maxResponseBytes - length
      const kept = chunk.length > room ? chunk.subarray(0, room) : chunk
      // Copied: a chunk is a window into a pooled buffer, which it would keep alive as a whole.
      body = withRoom(body, length + kept.length, maxResponseBytes)
      body.set(kept, length)
      length += kept.length
      if (chunk.length > room) respond(false)
    },
    onResponseEnd: () => respond(true),
    onResponseError: (_, error) => {
      const { code, message, isLostConnection } = failureOf(error)
      fail(code, message, reused && answeredAt === 0 && isLostConnection ? 'at-once' : undefined)
    },
  }
}

/** Grows by doubling: a body may come in single bytes, and appending each to a copy would take quadratic time. */
function withRoom(bytes: Uint8Array, needed: number, most: number): Uint8Array {
  if (needed <= bytes.length) return bytes
  const grown = new Uint8Array(Math.min(most, Math.max(needed, bytes.length * 2)))
  grown.set(bytes)
  return grown
}

function flatten(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const name of Object.keys(headers)) {
    const value = headers[name]
    flat[name] = Array.isArray(value) ? value.join(', ') : (value as string)
  }
  return flat
}
