/**
 * The receivers that a careful engineer writes by hand, and that every adapter is measured against: collect up to a cap,
 * compare the HMAC in constant time, parse, look the handler up by type, answer. They have no deadline, do not notice a
 * sender that goes away, and refuse neither methods nor encodings.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { SECRET } from './receive-requests.mjs'

const MOST_BYTES = 1024 * 1024

function isGenuine(bytes, header) {
  const expected = Buffer.from(`sha256=${createHmac('sha256', SECRET).update(bytes).digest('hex')}`)
  const given = Buffer.from(header ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Bytes → the status to answer. */
function handle(bytes, signature, type, handlers) {
  if (!isGenuine(bytes, signature)) return 401
  handlers[type]?.(JSON.parse(bytes.toString()))
  return 204
}

/** For node:http, and for Express. */
export function onNode(handlers) {
  return (req, res) => {
    const chunks = []
    let size = 0
    req.on('data', (chunk) => {
      size += chunk.length
      if (size <= MOST_BYTES) chunks.push(chunk)
      else if (!res.headersSent) res.writeHead(413, { Connection: 'close' }).end()
    })
    req.on('end', () => {
      if (size > MOST_BYTES) return
      const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
      const { 'x-djinn-ci-signature': signature, 'x-djinn-ci-event': type } = req.headers
      res.writeHead(handle(bytes, signature, type, handlers)).end()
    })
  }
}

/** For Fastify. */
export function onFastify(handlers) {
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) =>
      done(null, body),
    )
    app.post('/hook', (request, reply) => {
      const { 'x-djinn-ci-signature': signature, 'x-djinn-ci-event': type } = request.headers
      return reply.code(handle(request.body, signature, type, handlers)).send()
    })
  }
}

/** For whatever has web requests. */
export function onFetch(handlers) {
  return async (request) => {
    const { headers } = request
    if (Number(headers.get('content-length')) > MOST_BYTES) return new Response(null, { status: 413 })
    const bytes = Buffer.from(await request.arrayBuffer())
    const status = handle(
      bytes,
      headers.get('x-djinn-ci-signature'),
      headers.get('x-djinn-ci-event'),
      handlers,
    )
    return new Response(null, { status })
  }
}
