import type { TransportResult } from '../ports/transport.js'

/** What an attempt's result means for its delivery. */
export type Judgement = 'delivered' | 'retry' | 'repeat' | 'gone'

/**
 * Only 2xx is success. 3xx is a failure like any other, because redirects are never followed; 410 says that the
 * receiver wants nothing more; a kept connection that broke unanswered is worth one more request at once; all else
 * is tried again later.
 */
export function judge(result: TransportResult): Judgement {
  if (result.response === undefined) return result.retry === 'at-once' ? 'repeat' : 'retry'
  const { status } = result.response
  if (status >= 200 && status < 300) return 'delivered'
  return status === 410 ? 'gone' : 'retry'
}

// Too many requests, and the three by which a server or the proxy before it says that it cannot keep up.
const OVERLOADED: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** Whether the receiver says that it is being asked too much: then everything for it waits, not this delivery alone. */
export function isOverloaded({ response }: TransportResult): boolean {
  return response !== undefined && OVERLOADED.has(response.status)
}

// Faults on our side of the connection.
const OURS: ReadonlySet<string> = new Set([
  'option-invalid',
  'secret-malformed',
  'scheme-unknown',
  'dependency-missing',
  'proxy-failed',
  'transport-closed',
])

/** Whether nothing was asked of the receiver, so that the failure says nothing about it. */
export function isOurFault({ error }: TransportResult): boolean {
  return error !== undefined && OURS.has(error.code)
}
