/**
 * Receive wherever a web `Request` becomes a `Response`: Workers, Bun, Deno, the Next app router, SvelteKit, Remix,
 * Astro, h3, Elysia.
 *
 * @example
 * export const POST = endpoint(receiver)               // Next app router
 * export default { fetch: endpoint(receiver) }         // Workers, Bun, Deno
 */
import type { Receives, Verifies } from '../receiver/request.js'
import { toReceiveRequest, toResponse } from './web-http.js'

const fix =
  'Hand the request over before anything calls json(), text() or formData() on it, or hand over a clone().'

/**
 * The whole endpoint: receives, runs the handlers, answers. The second argument that the platform gives (`env` on
 * Workers, `{ params }` in Next) is handed to `secrets` and to the handlers as their context.
 */
export function endpoint<Context = unknown>(
  receiver: Receives<Context>,
): (request: Request, context?: Context) => Promise<Response> {
  return async (request, context) =>
    toResponse(await receiver.receive(toReceiveRequest(request, context as Context, fix)))
}

/** Either the typed event, or the response that refuses it. */
export type Verdict<Event> =
  | { readonly event: Event; readonly response?: undefined }
  | { readonly event?: undefined; readonly response: Response }

/**
 * Verifies, and yields either the typed event or the response to return in its place.
 *
 * @example
 * const { event, response } = await verify(receiver)(request)
 * if (response !== undefined) return response
 * console.log(event.type)
 */
export function verify<Event, Context = unknown>(
  receiver: Verifies<Event, Context>,
): (request: Request, context?: Context) => Promise<Verdict<Event>> {
  return async (request, context) => {
    const verification = await receiver.verify(toReceiveRequest(request, context as Context, fix))
    return verification.code === 'verified'
      ? { event: verification.event }
      : { response: toResponse(verification) }
  }
}
