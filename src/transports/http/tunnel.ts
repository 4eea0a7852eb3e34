/**
 * The route by an egress proxy: a tunnel made with CONNECT, for https and http alike, so that the proxy sees where a
 * request goes and nothing of it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
import type { Socket } from 'node:net'
import { HookstampError } from '../../errors.js'
import { toBase64 } from '../../internal/base64.js'
import { utf8 } from '../../internal/bytes.js'
import type { WebhookProxy } from '../../ports/webhook.js'
import type { Route } from './route.js'

export interface Proxy {
  readonly host: string
  readonly port: number
  /** Value of `Proxy-Authorization`. */
  readonly authorization: string | undefined
}

/** @throws HookstampError `option-invalid`, which does not repeat the URL: there may be a password in it */
export function parseProxy(url: string): Proxy {
  const { protocol, hostname, port, username, password, pathname, search } = URL.canParse(url)
    ? new URL(url)
    : ({} as Partial<URL>)
  if (protocol !== 'http:' || !hostname || pathname !== '/' || search !== '') throw notAProxy()
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 80),
    authorization: username || password ? `Basic ${credentials(`${username}:${password}`)}` : undefined,
  }
}

/** A webhook's own. Throws as `parseProxy` does. */
export function toProxy({ url, username, password }: WebhookProxy): Proxy {
  const { host, port, authorization } = parseProxy(url)
  // Credentials have fields of their own, which are sealed at rest: in the URL they would not be.
  if (authorization !== undefined) throw notAProxy()
  if (username === undefined && password === undefined) return { host, port, authorization }
  return { host, port, authorization: `Basic ${toBase64(utf8(`${username ?? ''}:${password ?? ''}`))}` }
}

function credentials(text: string): string {
  try {
    return toBase64(utf8(decodeURIComponent(text)))
  } catch {
    throw notAProxy()
  }
}

function notAProxy(): HookstampError {
  return new HookstampError(
    'option-invalid',
    'proxy: expected the URL of a proxy such as http://proxy.internal:3128 or http://user:password@proxy.internal:3128.',
  )
}

// What a proxy has to say before the tunnel stands is one line and some headers.
const LONGEST_ANSWER = 16_384

/** @param reach how to get to the proxy: straight, or past the guard for one that a webhook names */
export function createTunnel(
  reach: Route,
  { host: proxyHost, port: proxyPort, authorization }: Proxy,
): Route {
  return ({ host, port }, stages, done) => {
    const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
    const proof = authorization === undefined ? '' : `Proxy-Authorization: ${authorization}\r\n`
    let answer = ''
    let socket: Socket

    function read(): void {
      let chunk: Buffer | null
      while ((chunk = socket.read() as Buffer | null) !== null) answer += chunk.toString('latin1')
      const end = answer.indexOf('\r\n\r\n')
      if (end !== -1) conclude(/^HTTP\/1\.[01] (\d{3})\b/.exec(answer)?.[1], answer.slice(end + 4))
      else if (answer.length > LONGEST_ANSWER) fail('its answer does not end')
    }

    function conclude(status: string | undefined, rest: string): void {
      if (status === undefined) return fail('its answer is not HTTP')
      if (GATEWAY.has(status)) return end(notReached(status))
      if (!status.startsWith('2')) return fail(`it answered ${status}`)
      // We speak first, so what comes now is nobody's.
      if (rest !== '') return fail('it went on after its answer')
      stages.connectedAt = performance.now()
      settle()
      done(null, socket)
    }

    function fail(reason: string): void {
      end(new HookstampError('proxy-failed', `The egress proxy opened no connection: ${reason}.`))
    }

    function end(error: HookstampError): void {
      settle()
      socket.destroy()
      done(error, null)
    }

    const failed = (error: NodeJS.ErrnoException): void => fail(error.code ?? error.name)
    const closed = (): void => fail('it hung up')
    function settle(): void {
      socket.off('readable', read).off('error', failed).off('end', closed)
    }

    // Its name and its connection are no stages of the receiver's.
    return reach({ host: proxyHost, port: proxyPort, secure: false }, {}, (error, opened) => {
      if (error !== null) return done(notReachable(error), null)
      socket = opened
      socket.on('error', failed).on('end', closed).on('readable', read)
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${proof}\r\n`)
    })
  }
}

// The proxy is well, but the receiver is not.
const GATEWAY: ReadonlySet<string> = new Set(['502', '503', '504'])

function notReached(status: string): HookstampError {
  return new HookstampError('connect-failed', `The egress proxy could not reach the receiver (${status}).`)
}

function notReachable({ message }: HookstampError): HookstampError {
  return new HookstampError('proxy-failed', `The egress proxy could not be reached. ${message}`)
}
