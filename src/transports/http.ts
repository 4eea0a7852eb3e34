/**
 * Delivers over HTTP/1.1 with undici, to public https addresses only unless told otherwise.
 *
 * @see docs/egress.md
 */
import { createEgressGuard, type EgressPolicy } from '../egress/egress-policy.js'
import type { Target, UrlVerdict } from '../egress/target.js'
import { HookstampError } from '../errors.js'
import type { Transport, TransportRequest, TransportResult } from '../ports/transport.js'
import { createAttempt } from './http/attempt.js'
import { readAuthorities } from './http/authorities.js'
import { createConnections, type Connections } from './http/connections.js'
import { createConnector } from './http/connector.js'
import { createDeadlines } from './http/deadlines.js'
import { createDial } from './http/dial.js'
import { createIdentities, type Identities, type TlsIdentity } from './http/identities.js'
import { systemResolve, type Resolve } from './http/resolve.js'
import { createStraight } from './http/straight.js'
import { createTunnel, parseProxy, toProxy } from './http/tunnel.js'
import { loadUndici } from './http/undici.js'
import { limitsOf, refuseTimeout, type TransportLimits } from './limits.js'

export type { EgressPolicy } from '../egress/egress-policy.js'
export type { Resolve } from './http/resolve.js'
export type { TransportLimits } from './limits.js'

export interface HttpTransportOptions extends TransportLimits {
  /**
   * What may be reached besides https on port 443 of public addresses.
   * @default {} nothing
   */
  readonly egress?: EgressPolicy
  /**
   * Resolves a host name to all its addresses. Every one of them must be allowed.
   * @default the operating system's resolver
   */
  readonly resolve?: Resolve
  /** Certificates of your own authorities in PEM, trusted besides the well-known ones. */
  readonly ca?: string | readonly string[]
  /**
   * URL of an egress proxy that everything is sent through, by CONNECT: `http://[user:password@]host[:port]`. It then
   * is the proxy that resolves names and judges addresses; here only URLs are. Not together with `resolve`.
   * @default none, whatever the environment says
   */
  readonly proxy?: string
}

// Parsing and judging a URL costs as much as a tenth of a request.
const REMEMBERED_URLS = 1_000

/**
 * The transport for Node. Needs the optional peer `undici`, which is loaded at the first delivery.
 *
 * @example
 * httpTransport()
 * // inside a private network
 * httpTransport({ egress: { allow: ['10.20.0.0/16', 'ci.internal'], ports: [8443] } })
 * // by a proxy, which then holds the policy of addresses
 * httpTransport({ proxy: 'http://egress.internal:4750' })
 * @throws HookstampError `option-invalid`
 */
export function httpTransport(options: HttpTransportOptions = {}): Transport {
  const { timeoutMs, maxResponseBytes } = limitsOf(options)
  const { resolve = systemResolve } = options
  const proxy = options.proxy === undefined ? undefined : parseProxy(options.proxy)
  if (proxy !== undefined && options.resolve !== undefined) throw resolvesNothing()
  const authorities = readAuthorities(options.ca ?? [])
  const guard = createEgressGuard(options.egress)
  const deadlines = createDeadlines()
  const verdicts = new Map<string, UrlVerdict>()
  let sockets: Sockets | undefined
  let opening: Promise<Sockets> | undefined
  let closed = false

  async function open(): Promise<Sockets> {
    const [undici, net, tls] = await Promise.all([loadUndici(), import('node:net'), import('node:tls')])
    const guarded = createConnector(net, { guard, resolve })
    const route = proxy === undefined ? guarded : createTunnel(createStraight(net), proxy)
    const connections = createConnections(undici, createDial(tls, route))
    // A webhook's own proxy is named by whoever saved the webhook: it is reached as a receiver is.
    const identities = createIdentities(tls, authorities, (own) => createTunnel(guarded, toProxy(own)))
    return { connections, identities }
  }

  /** What the guard says of a URL, remembered: a webhook's URL is sent to again and again. */
  function judge(url: string, ssl: boolean): UrlVerdict {
    const key = ssl ? `ssl ${url}` : url
    let verdict = verdicts.get(key)
    if (verdict === undefined) {
      verdict = guard.checkUrl(url, { ssl })
      if (verdicts.size >= REMEMBERED_URLS) verdicts.clear()
      verdicts.set(key, verdict)
    }
    return verdict
  }

  async function send(request: TransportRequest): Promise<TransportResult> {
    const { target, refusal } = judge(request.url, request.ssl || request.tls !== undefined)
    if (refusal !== undefined) return refused(refusal)
    const unfit = refuseTimeout(request) ?? refuseHost(request)
    if (unfit !== undefined) return refused(unfit)
    if (sockets === undefined && !closed) {
      try {
        sockets = await (opening ??= open())
      } catch (error) {
        // Not kept: whoever installs the missing package can go on without a restart.
        opening = undefined
        return refused(error as HookstampError)
      }
    }
    if (sockets === undefined || closed) return refused(transportClosed())
    let identity: TlsIdentity
    try {
      identity = sockets.identities.of(request.tls, request.proxy)
    } catch (error) {
      return refused(error as HookstampError)
    }
    return attempt(sockets.connections, target, identity, request)
  }

  function attempt(
    connections: Connections,
    target: Target,
    identity: TlsIdentity,
    request: TransportRequest,
  ): Promise<TransportResult> {
    const { headers, body } = request
    const connection = connections.take(target, identity)
    return new Promise((resolve) => {
      const handler = createAttempt({
        connection,
        timeoutMs: request.timeoutMs ?? timeoutMs,
        maxResponseBytes,
        settle: (result, isIntact) => {
          deadlines.release(place)
          if (isIntact) connections.giveBack(connection)
          else connections.drop(connection)
          resolve(result)
        },
      })
      const place = deadlines.add(handler)
      connection.client.dispatch({ path: target.path, method: 'POST', headers, body }, handler)
    })
  }

  return {
    caps: { egress: proxy === undefined ? 'pinned' : 'literal-only' },
    send,
    checkUrl: (url, { ssl }) => guard.checkUrl(url, { ssl }).refusal,
    close: async () => {
      closed = true
      // What is under way is let finish; it ends by its deadline at the latest.
      await deadlines.idle()
      ;(await opening?.catch(() => undefined))?.connections.close()
    },
  }
}

/** Made at the first delivery. */
interface Sockets {
  readonly connections: Connections
  readonly identities: Identities
}

function refused({ code, message }: HookstampError): TransportResult {
  return { error: { code, message }, durationNs: 0 }
}

// Another name there would choose another virtual host and another certificate than the URL that was judged.
function refuseHost({ headers }: TransportRequest): HookstampError | undefined {
  for (const name in headers) if (name.length === 4 && name.toLowerCase() === 'host') return hostIsOurs()
  return undefined
}

function hostIsOurs(): HookstampError {
  return new HookstampError(
    'option-invalid',
    'The request cannot be sent: its Host header follows from the URL.',
  )
}

function resolvesNothing(): HookstampError {
  return new HookstampError('option-invalid', 'resolve: behind a proxy it is the proxy that resolves names.')
}

function transportClosed(): HookstampError {
  return new HookstampError('transport-closed', 'The transport is closed.')
}
