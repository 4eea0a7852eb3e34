/** Delivers to memory: for tests of what emits. */
import { parseTarget } from '../egress/target.js'
import { HookstampError } from '../errors.js'
import { utf8 } from '../internal/bytes.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { AttemptError } from '../ports/delivery.js'
import type { Transport, TransportResult } from '../ports/transport.js'
import { matches } from './memory/match.js'
import type { Recording } from './memory/to-have-delivered.js'
import { recordRequest, type RecordedRequest } from './memory/recorded-request.js'

export type { DeliveryMatch } from './memory/match.js'
export type { RecordedRequest } from './memory/recorded-request.js'
export { toHaveDelivered, type Recording } from './memory/to-have-delivered.js'

/** What the pretended receiver does: answers a status, answers in full, or cannot be reached. */
export type MemoryAnswer =
  | number
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string | Uint8Array
      readonly error?: undefined
    }
  | { readonly error: AttemptError; readonly retry?: 'at-once' }

/** An answer for every request, or a function of the request and its number, counted from 0. */
export type Respond =
  MemoryAnswer | ((request: RecordedRequest, number: number) => MaybePromise<MemoryAnswer>)

/** A transport that remembers what it was given to send. */
export interface MemoryTransport extends Transport, Recording {}

/**
 * A transport that records requests and answers as told. It guards nothing, for nothing leaves the process.
 *
 * @param options.respond what comes back; default: 200 with an empty body
 * @example
 * const transport = memoryTransport({ respond: (request, number) => (number < 2 ? 503 : 200) })
 * await dispatcher.drain()
 * expect(transport.delivered({ json: { status: 'failed' } })).toHaveLength(1)
 */
export function memoryTransport({ respond = 200 }: { readonly respond?: Respond } = {}): MemoryTransport {
  const requests: RecordedRequest[] = []
  let closed = false

  function checkUrl(url: string, { ssl }: { readonly ssl: boolean }): HookstampError | undefined {
    const { target, refusal } = parseTarget(url)
    if (refusal !== undefined || target.secure || !ssl) return refusal
    return new HookstampError(
      'url-not-https',
      'The URL must start with https://. This webhook has ssl switched on.',
    )
  }

  return {
    caps: { egress: 'none' },
    requests,
    delivered: (match = {}) => requests.filter((request) => matches(request, match)),
    checkUrl,
    send: async (request) => {
      const refusal = closed
        ? new HookstampError('transport-closed', 'The transport is closed.')
        : checkUrl(request.url, request)
      if (refusal !== undefined) return toResult({ error: { code: refusal.code, message: refusal.message } })
      const recorded = recordRequest(request)
      const number = requests.push(recorded) - 1
      try {
        return toResult(typeof respond === 'function' ? await respond(recorded, number) : respond)
      } catch (error) {
        return toResult({ error: { code: 'connect-failed', message: `respond() threw: ${String(error)}` } })
      }
    },
    close: () => {
      closed = true
    },
  }
}

function toResult(answer: MemoryAnswer): TransportResult {
  if (typeof answer === 'number') return toResult({ status: answer })
  // No time passes in memory.
  if (answer.error !== undefined) return { ...answer, durationNs: 0 }
  const { status, headers = {}, body = '' } = answer
  return { response: { status, headers, body: typeof body === 'string' ? utf8(body) : body }, durationNs: 0 }
}
