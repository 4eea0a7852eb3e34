/** What every framework on web `Request` and `Response` shares. No door: `fetch` and `hono` stand on it. */
import type { Outcome, Verification } from '../receiver/outcome.js'
import type { ReceiveRequest } from '../receiver/request.js'
import { respond } from '../receiver/respond.js'
import { readRequest } from './web-body.js'

/** @param fix what to do when something has read the body before, in the words of the framework */
export function toReceiveRequest<Context>(
  request: Request,
  context: Context,
  fix: string,
): ReceiveRequest<Context> {
  return {
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: (maxBytes) => readRequest(request, maxBytes, fix),
    context,
  }
}

export function toResponse(outcome: Outcome<unknown> | Verification<unknown>): Response {
  const { status, headers, body } = respond(outcome)
  // Null, because a 204 with a body of any kind is refused.
  return body === '' ? new Response(null, { status }) : new Response(body, { status, headers })
}
