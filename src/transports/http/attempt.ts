/**
 * One request as undici calls back about it: keeps the status, the headers and the first bytes of the body, and
 * settles exactly once. Undici may call again after that (its queue still holds an expired request); it is told to
 * abort then.
 */
import type { Dispatcher } from 'undici'
import type { ErrorCode } from '../../errors.js'
import type { TransportResult } from '../../ports/transport.js'
import type { Expiring } from './deadlines.js'
import { failureOf } from './failure.js'

export type Attempt = Expiring & Dispatcher.DispatchHandler

export interface AttemptOptions {
  readonly timeoutMs: number
  /** Most bytes of a response body that are read; when there are more, the connection is dropped. */
  readonly maxResponseBytes: number
  /** Whether the request about to start is the first one on its connection. */
  readonly isFirstOnConnection: () => boolean
  readonly settle: (result: TransportResult) => void
}

const EMPTY = new Uint8Array()
const ABORTED = new Error('aborted')

export function createAttempt({
  timeoutMs,
  maxResponseBytes,
  isFirstOnConnection,
  settle,
}: AttemptOptions): Attempt {
  const startedAt = performance.now()
  let controller: Dispatcher.DispatchController | undefined
  let settled = false
  let answered = false
  let reused = false
  let status = 0
  let headers: Readonly<Record<string, string>> = {}
  let body: Uint8Array = EMPTY

  function durationNs(): number {
    return Math.round((performance.now() - startedAt) * 1e6)
  }

  function respond(): void {
    if (settled) return
    settled = true
    settle({ response: { status, headers, body }, durationNs: durationNs() })
  }

  function fail(code: ErrorCode, message: string, retry?: 'at-once'): void {
    if (settled) return
    settled = true
    settle({ error: { code, message }, durationNs: durationNs(), ...(retry !== undefined && { retry }) })
  }

  const attempt: Attempt = {
    deadline: startedAt + timeoutMs,
    expire: () => {
      fail('deadline-exceeded', 'No complete response came before the deadline.')
      controller?.abort(ABORTED)
    },
    onRequestStart: (started) => {
      controller = started
      reused = !isFirstOnConnection()
      if (settled) controller.abort(ABORTED)
    },
    onResponseStarted: () => {
      answered = true
    },
    onResponseStart: (_, code, received) => {
      // 1xx: the response is still to come.
      if (code < 200) return
      status = code
      headers = flatten(received)
    },
    onResponseData: (_, chunk) => {
      const room = maxResponseBytes - body.length
      // Copied: a chunk is a window into a pooled buffer, which it would keep alive as a whole.
      body = append(body, chunk.length > room ? chunk.subarray(0, room) : chunk)
      if (chunk.length <= room) return
      respond()
      controller?.abort(ABORTED)
    },
    onResponseEnd: respond,
    onResponseError: (_, error) => {
      const { code, message, isLostConnection } = failureOf(error)
      fail(code, message, reused && !answered && isLostConnection ? 'at-once' : undefined)
    },
  }
  return attempt
}

function append(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + tail.length)
  joined.set(head)
  joined.set(tail, head.length)
  return joined
}

function flatten(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const name of Object.keys(headers)) {
    const value = headers[name]
    flat[name] = Array.isArray(value) ? value.join(', ') : (value as string)
  }
  return flat
}
