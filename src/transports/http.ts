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
import { systemResolve, type Resolve } from './http/resolve.js'
import { loadUndici } from './http/undici.js'
import { limitsOf, type TransportLimits } from './limits.js'

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
 * @throws HookstampError `option-invalid`
 */
export function httpTransport(options: HttpTransportOptions = {}): Transport {
  const { timeoutMs, maxResponseBytes } = limitsOf(options)
  const { resolve = systemResolve } = options
  const authorities = readAuthorities(options.ca ?? [])
  const guard = createEgressGuard(options.egress)
  const deadlines = createDeadlines()
  const verdicts = new Map<string, UrlVerdict>()
  let connections: Connections | undefined
  let opening: Promise<Connections> | undefined
  let closed = false

  async function open(): Promise<Connections> {
    const undici = await loadUndici()
    const dial = await createDial(undici, { timeoutMs, authorities })
    return createConnections(undici, createConnector({ guard, resolve, dial }))
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
    const { target, refusal } = judge(request.url, request.ssl)
    if (refusal !== undefined) return refused(refusal)
    if (setsHost(request.headers)) return refused(hostIsOurs())
    if (connections === undefined && !closed) {
      try {
        connections = await (opening ??= open())
      } catch (error) {
        // Not kept: whoever installs the missing package can go on without a restart.
        opening = undefined
        return refused(error as HookstampError)
      }
    }
    if (connections === undefined || closed) return refused(transportClosed())
    return attempt(connections, target, request)
  }

  function attempt(
    via: Connections,
    { origin, path }: Target,
    request: TransportRequest,
  ): Promise<TransportResult> {
    const { headers, body } = request
    const connection = via.take(origin)
    return new Promise((resolve) => {
      const handler = createAttempt({
        connection,
        timeoutMs,
        maxResponseBytes,
        settle: (result, isIntact) => {
          deadlines.release(place)
          if (isIntact) via.giveBack(connection)
          else via.drop(connection)
          resolve(result)
        },
      })
      const place = deadlines.add(handler)
      connection.client.dispatch({ path, method: 'POST', headers, body }, handler)
    })
  }

  return {
    caps: { egress: 'pinned' },
    send,
    checkUrl: (url, { ssl }) => guard.checkUrl(url, { ssl }).refusal,
    close: async () => {
      closed = true
      // What is under way is let finish; it ends by its deadline at the latest.
      await deadlines.idle()
      ;(await opening?.catch(() => undefined))?.close()
    },
  }
}

function refused({ code, message }: HookstampError): TransportResult {
  return { error: { code, message }, durationNs: 0 }
}

// Another name there would choose another virtual host and another certificate than the URL that was judged.
function setsHost(headers: TransportRequest['headers']): boolean {
  for (const name in headers) if (name.length === 4 && name.toLowerCase() === 'host') return true
  return false
}

function hostIsOurs(): HookstampError {
  return new HookstampError(
    'option-invalid',
    'The request cannot be sent: its Host header follows from the URL.',
  )
}

function transportClosed(): HookstampError {
  return new HookstampError('transport-closed', 'The transport is closed.')
}
