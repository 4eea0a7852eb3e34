/** The connections: undici's agent, told to speak HTTP/1.1, to verify certificates and to connect through the guard. */
import type { Dispatcher } from 'undici'
import type { EgressGuard } from '../../egress/egress-policy.js'
import { createConnector } from './connector.js'
import type { Resolve } from './resolve.js'
import type { Undici } from './undici.js'

export interface AgentOptions {
  readonly guard: EgressGuard
  readonly resolve: Resolve
  readonly timeoutMs: number
  readonly connectionsPerOrigin: number
  /** Trusted besides the well-known authorities. */
  readonly ca: readonly string[]
}

export interface GuardedAgent {
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void
  /** Whether the request that is starting right now is the first on its connection. */
  isFirstOnConnection(): boolean
  destroy(): Promise<void>
}

// Node's own limit: what a request to a Node server may carry, a response may.
const MAX_HEADER_BYTES = 16_384
// A kept connection goes on to the address that was judged when it was made; not for the ten minutes undici grants.
const LONGEST_KEEP_ALIVE_MS = 60_000

export async function createAgent(
  { Agent, buildConnector }: Undici,
  options: AgentOptions,
): Promise<GuardedAgent> {
  const { guard, resolve, timeoutMs, connectionsPerOrigin } = options
  const ca =
    options.ca.length > 0 ? { ca: [...(await import('node:tls')).rootCertificates, ...options.ca] } : {}
  const connect = createConnector({
    guard,
    resolve,
    build: (lookup) =>
      buildConnector({
        lookup,
        // Ten times the CPU of HTTP/1.1 for single requests, and a wider target; undici 8 would choose it.
        allowH2: false,
        timeout: timeoutMs,
        // Said out loud: NODE_TLS_REJECT_UNAUTHORIZED and --tls-min-v1.0 change the defaults.
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
        ...ca,
      }),
  })
  let isFirst = false
  const agent = new Agent({
    connect: (target, callback) =>
      connect(target, (...outcome) => {
        // A new connection starts its first request within this call.
        isFirst = true
        callback(...outcome)
        isFirst = false
      }),
    allowH2: false,
    connections: connectionsPerOrigin,
    pipelining: 1,
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveMaxTimeout: LONGEST_KEEP_ALIVE_MS,
    // Both are covered by the deadline of the whole attempt, which they are not able to keep.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    dispatch: (request, handler) => void agent.dispatch(request, handler),
    isFirstOnConnection: () => isFirst,
    destroy: () => agent.destroy(),
  }
}
