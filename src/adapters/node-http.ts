/** What every framework on node:http shares. No door: `node`, `express` and `koa` stand on it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HeadersInput } from '../internal/headers.js'
import { declaredBytes } from '../receiver/limit.js'
import type { Outcome, Verification } from '../receiver/outcome.js'
import type { ReceiveRequest } from '../receiver/request.js'
import { respond } from '../receiver/respond.js'
import { readIncoming } from './node-body.js'

/** A request as Node has it, with what frameworks add to it. */
export type NodeRequest = IncomingMessage & { readonly originalUrl?: string }

/** @param fix what to do when a parser has read the body before, in the words of the framework */
export function toReceiveRequest<Context>(
  req: NodeRequest,
  context: Context,
  fix: string,
): ReceiveRequest<Context> {
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
function headersOf({ headers, rawHeaders }: NodeRequest): HeadersInput {
  return rawHeaders?.length > 2 * Object.keys(headers).length ? rawHeaders : headers
}

// An unread rest of this size usually sits in the socket's buffer already: cheaper to drain than a new connection.
const DRAINED_BYTES = 64 * 1024

/** Writes the answer, unless someone has answered or the sender is gone. */
export function answer(
  req: IncomingMessage,
  res: ServerResponse,
  outcome: Outcome<unknown> | Verification<unknown>,
): void {
  if (res.headersSent || res.destroyed) return
  const { status, headers, body } = respond(outcome)
  res.statusCode = status
  for (const name in headers) res.setHeader(name, headers[name] as string)
  if (!keepsAlive(req, outcome)) res.setHeader('Connection', 'close')
  res.end(body)
}

/** Whether the connection can go on: the body is in, or what is left of it is worth draining (Node does that). */
function keepsAlive(req: IncomingMessage, outcome: { readonly code: string }): boolean {
  if (req.complete || req.httpVersionMajor > 1) return true
  const declared = declaredBytes(req.headers)
  return declared !== undefined && declared <= DRAINED_BYTES && outcome.code !== 'body-timeout'
}
