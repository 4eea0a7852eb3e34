/**
 * Delivers with the platform's own `fetch`: for Bun, Deno, Workers and browsers, where no connection can be guarded.
 * On Node, `hookstamp/transports/http` guards more and costs an eighth.
 *
 * @see docs/egress.md
 */
import { createEgressGuard, type EgressPolicy } from '../egress/egress-policy.js'
import { HookstampError } from '../errors.js'
import type { AttemptError, AttemptResponse } from '../ports/delivery.js'
import type { Transport, TransportRequest, TransportResult } from '../ports/transport.js'
import { toRecord, withoutFraming } from './fetch/headers.js'
import { readUpTo } from './fetch/read-up-to.js'
import { limitsOf, refuseTimeout, type TransportLimits } from './limits.js'

export type { EgressPolicy } from '../egress/egress-policy.js'
export type { TransportLimits } from './limits.js'

export interface FetchTransportOptions extends TransportLimits {
  /**
   * `fetch` resolves names by itself and tells nobody to what: a name that leads inside your network is followed
   * there. Only URLs and literal addresses are checked. Say `true` where the platform forbids such connections, or
   * where everybody who can save a webhook is trusted.
   */
  readonly trustDns: true
  /**
   * What may be reached besides https on port 443 of public addresses.
   * @default {} nothing
   */
  readonly egress?: EgressPolicy
  /** @default the platform's own */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * The transport for platforms without sockets. `fetch` adds headers of its own, may write names in lower case,
 * unpacks responses, and may go through a proxy.
 *
 * @example
 * fetchTransport({ trustDns: true })
 * @throws HookstampError `option-invalid`, also without `trustDns`
 */
export function fetchTransport(options: FetchTransportOptions): Transport {
  assertTrust(options)
  const { timeoutMs, maxResponseBytes } = limitsOf(options)
  const { fetch = globalThis.fetch } = options
  const guard = createEgressGuard(options.egress)
  const running = new Set<Promise<Outcome>>()
  let closed = false

  async function exchange({ url, headers, body }: TransportRequest, signal: AbortSignal): Promise<Outcome> {
    let answer: Response
    try {
      answer = await fetch(url, {
        method: 'POST',
        headers: withoutFraming(headers),
        // Copied: the platform takes no view of memory that may be shared.
        body: Uint8Array.from(body),
        redirect: 'manual',
        signal,
      })
    } catch (error) {
      return failed('connect-failed', `No response came (${reasonOf(error)}).`)
    }
    const { status, type } = answer
    if (type === 'opaqueredirect') return failed('response-invalid', 'A redirect, which is not followed.')
    try {
      const received = await readUpTo(answer.body, maxResponseBytes)
      return { response: { status, headers: toRecord(answer.headers), body: received } }
    } catch (error) {
      return failed('response-cut-short', `The response ended before it was complete (${reasonOf(error)}).`)
    }
  }

  function attempt(request: TransportRequest): Promise<Outcome> {
    return new Promise((resolve) => {
      const abort = new AbortController()
      const timer = setTimeout(() => {
        // Before the abort: not every platform heeds that, and none tells it from a failure.
        resolve(failed('deadline-exceeded', 'No complete response came before the deadline.'))
        abort.abort()
      }, request.timeoutMs ?? timeoutMs)
      void exchange(request, abort.signal).then((outcome) => {
        clearTimeout(timer)
        resolve(outcome)
      })
    })
  }

  return {
    caps: { egress: 'literal-only' },
    checkUrl: (url, { ssl }) => guard.checkUrl(url, { ssl }).refusal,
    send: async (request): Promise<TransportResult> => {
      const refusal =
        guard.checkUrl(request.url, request).refusal ?? refuseTimeout(request) ?? refuseRoute(request)
      if (refusal !== undefined) return { ...failed(refusal.code, refusal.message), durationNs: 0 }
      if (closed) return { ...failed('transport-closed', 'The transport is closed.'), durationNs: 0 }
      const startedAt = performance.now()
      const attempted = attempt(request)
      running.add(attempted)
      const outcome = await attempted
      running.delete(attempted)
      return { ...outcome, durationNs: Math.round((performance.now() - startedAt) * 1e6) }
    },
    close: async () => {
      closed = true
      await Promise.all(running)
    },
  }
}

type Outcome =
  | { readonly response: AttemptResponse; readonly error?: undefined }
  | { readonly response?: undefined; readonly error: AttemptError }

function refuseRoute({ tls, proxy }: TransportRequest): HookstampError | undefined {
  if (tls === undefined && proxy === undefined) return undefined
  const what = tls === undefined ? 'proxy: fetch takes no proxy' : 'tls: fetch takes no certificates'
  return new HookstampError('option-invalid', `${what} of a webhook. Deliver with hookstamp/transports/http.`)
}

function failed(code: HookstampError['code'], message: string): Outcome {
  return { error: { code, message } }
}

/** Node tells a code, in the cause; other platforms tell a name. Messages may quote the URL. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error as { readonly cause?: { readonly code?: unknown } }
  return typeof cause?.code === 'string' ? cause.code : error.name
}

function assertTrust(options: Partial<FetchTransportOptions> | undefined): void {
  if (options?.trustDns === true) return
  throw new HookstampError(
    'option-invalid',
    'fetchTransport cannot check what names resolve to: a webhook could reach inside your network by a name. ' +
      'Accept that with trustDns: true, or use httpTransport, which checks.',
  )
}
