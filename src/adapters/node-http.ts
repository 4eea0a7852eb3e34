/** What every framework on node:http shares. No door: `node`, `express`, `fastify` and `koa` stand on it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HeadersInput } from '../internal/headers.js'
import { declaredBytes } from '../receiver/limit.js'
import type { Outcome, Verification } from '../receiver/outcome.js'
import type { ReceiveRequest } from '../receiver/request.js'
import { respond, type Answer } from '../receiver/respond.js'
import { readIncoming } from './node-body.js'

/** What is to be answered. */
export type Decision = Outcome<unknown> | Verification<unknown>

/**
 * The request a turn later: a small body comes along with its headers, but Node tells of it only once it has told of them.
 * It can then be taken at once.
 *
 * @param fix what to do when a parser has read the body before, in the words of the framework
 */
export async function toReceiveRequest<Context>(
  req: IncomingMessage & { readonly originalUrl?: string },
  context: Context,
  fix: string,
): Promise<ReceiveRequest<Context>> {
  await undefined
  return {
    method: req.method,
    // Express and Connect cut the mount path off `url`.
    url: req.originalUrl ?? req.url,
    headers: headersOf(req),
    body: (maxBytes) => readIncoming(req, maxBytes, fix),
    context,
  }
}

/** Node joins repeated headers into one value; then they are handed on as they came, for which to believe is not known. */
function headersOf({ headers, rawHeaders }: IncomingMessage): HeadersInput {
  return rawHeaders?.length > 2 * Object.keys(headers).length ? rawHeaders : headers
}

/** The answer to a request on a Node socket: closes the connection if what is left of the body is not worth reading. */
export function answerTo(req: IncomingMessage, decision: Decision): Answer {
  const answer = respond(decision)
  if (keepsAlive(req, decision)) return answer
  return { ...answer, headers: { ...answer.headers, Connection: 'close' } }
}

/** Writes the answer, unless someone has answered or the sender is gone. */
export function write(req: IncomingMessage, res: ServerResponse, decision: Decision): void {
  if (res.headersSent) return
  const { status, headers, body } = answerTo(req, decision)
  if (body === '') {
    // Written before the end, not by it: Node would hold back the socket for a body that does not come.
    res.writeHead(status, headers)
    res.end()
    return
  }
  if (res.destroyed) return
  res.statusCode = status
  for (const name in headers) res.setHeader(name, headers[name] as string)
  res.end(body)
}

// An unread rest of this size usually sits in the socket's buffer already: cheaper to drain than a new connection.
const DRAINED_BYTES = 64 * 1024

/** Whether the connection can go on: the body is in, or what is left of it is worth draining (Node does that). */
function keepsAlive(req: IncomingMessage, decision: Decision): boolean {
  if (req.complete || req.httpVersionMajor > 1) return true
  const declared = declaredBytes(req.headers)
  return declared !== undefined && declared <= DRAINED_BYTES && decision.code !== 'body-timeout'
}
