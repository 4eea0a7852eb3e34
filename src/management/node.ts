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
    const request = asRequest(req)
    const response = request === undefined ? new Response(null, { status: 400 }) : await api(request)
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

/** `undefined` for what can be no Request, such as TRACE: nothing may be thrown where nobody catches. */
function asRequest(req: IncomingMessage & Handled): Request | undefined {
  try {
    return toRequest(req)
  } catch {
    return undefined
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
  if (typeof req.body === 'string' || req.body instanceof Uint8Array) {
    return new Request(url, { method, headers, body: req.body as Uint8Array<ArrayBuffer> })
  }
  const isForm = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true
  headers.set('content-type', isForm ? 'application/x-www-form-urlencoded' : 'application/json')
  return new Request(url, {
    method,
    headers,
    body: isForm ? asForm(req.body) : JSON.stringify(req.body ?? {}),
  })
}

/** As it was sent: a form says nothing of types, and has to be read as one. */
function asForm(body: unknown): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(body ?? {})) {
    for (const one of [value as unknown].flat()) form.append(name, String(one))
  }
  return form.toString()
}

function headersOf(req: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    // HTTP/2 says method and path as headers.
    if (value !== undefined && !name.startsWith(':')) headers.set(name, [value].flat().join(', '))
  }
  return headers
}
