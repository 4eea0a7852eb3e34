/** Sends one request to the URL that whoever typed it has chosen: any host, any port, http as well. */
import { fetchTransport } from 'hookstamp/transports/fetch'
import type { HeaderList } from './message-input.js'
import { paint, plain } from './terminal.js'

export interface Posted {
  /** Absent if no response came. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Why no response came. */
  readonly error?: string
  readonly durationMs: number
}

export interface Request {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Makes what posts to one URL. */
export function posting(url: string, timeoutMs = 15_000): (request: Request) => Promise<Posted> {
  const transport = fetchTransport({
    trustDns: true,
    timeoutMs,
    egress: { allowHttp: true, ports: 'any', allow: ['0.0.0.0/0', '::/0', ...hostOf(url)] },
  })
  const refusal = transport.checkUrl(url, { ssl: false })
  if (refusal !== undefined) throw refusal
  return async ({ headers, body }) => {
    const { response, error, durationNs } = await transport.send({ url, headers, body, ssl: false })
    const durationMs = Math.round(durationNs / 1e6)
    if (response === undefined) return { error: error.message, durationMs }
    const { status, headers: answered } = response
    return { status, headers: answered, body: new TextDecoder().decode(response.body), durationMs }
  }
}

/** Whether an answer counts as delivered, as it does for a dispatcher. */
export function isDelivered({ status }: Posted): boolean {
  return status !== undefined && status >= 200 && status < 300
}

/** One line about it. */
export function describePosted(posted: Posted): string {
  const { status, error, body = '', durationMs } = posted
  if (status === undefined) return `${paint('red', 'no answer')} after ${durationMs} ms: ${error}`
  const text = body === '' ? '' : `: ${plain(body.slice(0, 200))}`
  return `${paint(isDelivered(posted) ? 'green' : 'red', String(status))} in ${durationMs} ms${text}`
}

// What belongs to the connection a request came by, and not to the request.
const framing = /^(host|connection|keep-alive|content-length|transfer-encoding|expect|upgrade)$/i

/** The headers of a request that came, for sending it on. */
export function withoutFraming(headers: HeaderList): Record<string, string> {
  return Object.fromEntries(headers.filter(([name]) => !framing.test(name)))
}

/** The host, which may be a name for local use; nothing where the guard has a better word for what is wrong. */
function hostOf(url: string): string[] {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : ''
  return host === '' ? [] : [host]
}
