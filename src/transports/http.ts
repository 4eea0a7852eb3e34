/**
 * Delivers over HTTP/1.1 with undici, to public https addresses only unless told otherwise.
 *
 * @see docs/egress.md
 */
import { createEgressGuard, type EgressPolicy } from '../egress/egress-policy.js'
import type { Target, UrlVerdict } from '../egress/target.js'
import { HookstampError } from '../errors.js'
import type { Transport, TransportRequest, TransportResult } from '../ports/transport.js'
import { createAgent, type GuardedAgent } from './http/agent.js'
import { createAttempt } from './http/attempt.js'
import { createDeadlines } from './http/deadlines.js'
import { systemResolve, type Resolve } from './http/resolve.js'
import { loadUndici } from './http/undici.js'

export type { EgressPolicy } from '../egress/egress-policy.js'

export interface HttpTransportOptions {
  /**
   * What may be reached besides https on port 443 of public addresses.
   * @default {} nothing
   */
  readonly egress?: EgressPolicy
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
  /**
   * Most connections to one origin. Attempts beyond wait for a free one, within their deadline.
   * @default 64
   */
  readonly connectionsPerOrigin?: number
  /**
   * Resolves a host name to all its addresses. Every one of them must be allowed.
   * @default the operating system's resolver
   */
  readonly resolve?: Resolve
  /** Certificates of your own authorities in PEM, trusted besides the well-known ones. */
  readonly ca?: string | readonly string[]
}

const DEFAULTS = {
  // Receivers are told to answer first and work afterwards; one that needs longer is better tried again.
  timeoutMs: 15_000,
  // Enough for any error page.
  maxResponseBytes: 65_536,
  connectionsPerOrigin: 64,
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
  const { timeoutMs, maxResponseBytes, connectionsPerOrigin } = checkSizes({ ...DEFAULTS, ...options })
  const { resolve = systemResolve, ca = [] } = options
  const guard = createEgressGuard(options.egress)
  const deadlines = createDeadlines()
  const verdicts = new Map<string, UrlVerdict>()
  let agent: GuardedAgent | undefined
  let opening: Promise<GuardedAgent> | undefined
  let closed = false

  function open(): Promise<GuardedAgent> {
    opening ??= loadUndici()
      .then((undici) =>
        createAgent(undici, { guard, resolve, timeoutMs, connectionsPerOrigin, ca: [ca].flat() }),
      )
      .catch((error: unknown) => {
        // Not kept: whoever installs the missing package can go on without a restart.
        opening = undefined
        throw error
      })
    return opening
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
    if (!closed && agent === undefined) {
      try {
        agent = await open()
      } catch (error) {
        return refused(error as HookstampError)
      }
    }
    if (closed || agent === undefined)
      return refused(new HookstampError('transport-closed', 'The transport is closed.'))
    return attempt(agent, target, request)
  }

  function attempt(
    via: GuardedAgent,
    { origin, path }: Target,
    request: TransportRequest,
  ): Promise<TransportResult> {
    const { headers, body } = request
    return new Promise((settle) => {
      const handler = createAttempt({
        timeoutMs,
        maxResponseBytes,
        isFirstOnConnection: via.isFirstOnConnection,
        settle: (result) => {
          deadlines.release(place)
          settle(result)
        },
      })
      const place = deadlines.add(handler)
      via.dispatch({ origin, path, method: 'POST', headers, body }, handler)
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
      await (await opening?.catch(() => undefined))?.destroy()
    },
  }
}

function checkSizes(sizes: typeof DEFAULTS): typeof DEFAULTS {
  for (const name of Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]) {
    const value = sizes[name]
    // The upper end is the longest timer there is.
    if (!Number.isInteger(value) || value < 1 || value > 0x7fff_ffff) {
      throw new HookstampError(
        'option-invalid',
        `${name}: expected a positive integer, got ${String(value)}.`,
      )
    }
  }
  return sizes
}

function refused({ code, message }: HookstampError): TransportResult {
  return { error: { code, message }, durationNs: 0 }
}
