/**
 * `hookstamp/management/node`: the management API on `node:http`, and in whatever hands on Node's own request and
 * response: Express, Connect, Fastify before its parsers.
 *
 * @example
 * createServer(listener(api)).listen(3000)
 *
 * @example
 * app.use('/api', listener(api))    // Express: with baseUrl https://example.com/api
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'

/** What body parsers and routers leave on a request. */
interface Handled {
  readonly originalUrl?: string
  readonly body?: unknown
}

/** Turns the API into a listener for requests. */
export function listener(
  api: (request: Request) => Promise<Response>,
): (req: IncomingMessage & Handled, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const response = await api(toRequest(req))
    const body = response.body === null ? undefined : Buffer.from(await response.arrayBuffer())
    if (res.headersSent || res.destroyed) return
    for (const [name, value] of response.headers) res.setHeader(name, value)
    // What is left of a body that was refused is not worth reading.
    if (!req.complete) res.setHeader('Connection', 'close')
    res.statusCode = response.status
    if (body !== undefined) res.setHeader('Content-Length', body.length)
    res.end(body)
  }
}

function toRequest(req: IncomingMessage & Handled): Request {
  const { method = 'GET' } = req
  // The host is not looked at: URLs are made from `baseUrl`. Express cuts the mount path off `url`.
  const url = `http://localhost${req.originalUrl ?? req.url ?? '/'}`
  const headers = headersOf(req)
  if (method === 'GET' || method === 'HEAD' || method === 'DELETE')
    return new Request(url, { method, headers })
  if (!req.readableDidRead && !req.readableEnded) {
    const body = Readable.toWeb(req) as unknown as ReadableStream<Uint8Array>
    return new Request(url, { method, headers, body, duplex: 'half' })
  }
  // A parser was here before: nothing is signed, so what it made of the body will do.
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  return new Request(url, { method, headers, body: JSON.stringify(req.body ?? {}) })
}

function headersOf(req: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    // HTTP/2 says method and path as headers.
    if (value !== undefined && !name.startsWith(':')) headers.set(name, [value].flat().join(', '))
  }
  return headers
}
