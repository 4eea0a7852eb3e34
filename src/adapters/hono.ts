/**
 * Receive in Hono, on any runtime.
 *
 * @example
 * app.post('/hooks', endpoint(receiver))
 *
 * @example
 * // Or with a handler of your own; the app's variables type `c.get('webhook')`.
 * const app = new Hono<{ Variables: { webhook: WebhookOf<typeof receiver> } }>()
 * app.post('/hooks', verify(receiver), (c) => c.json({ type: c.get('webhook').type }))
 */
import { HookstampError } from '../errors.js'
import type { BytesInput } from '../internal/bytes.js'
import type { ReceiveRequest, Receives, Verifies } from '../receiver/request.js'
import { readRequest } from './web-body.js'
import { toReceiveRequest, toResponse } from './web-http.js'

/** What is used of Hono's context. */
export interface HonoContext {
  readonly req: { readonly raw: Request; arrayBuffer(): Promise<ArrayBuffer> }
}

const fix = 'Read it with c.req.json() or c.req.text(), which keep the bytes, never with c.req.raw.'

/** The whole endpoint: receives, runs the handlers, answers. `secrets` and handlers get `c` as their context. */
export function endpoint<C extends HonoContext>(receiver: Receives<C>): (c: C) => Promise<Response> {
  return async (c) => toResponse(await receiver.receive(toRequest(c)))
}

/** Middleware: verifies, then hands the typed event on as `c.get('webhook')`. What is not verified it answers itself. */
export function verify<Event, C extends HonoContext & { set(key: 'webhook', event: Event): void }>(
  receiver: Verifies<Event, C>,
): (c: C, next: () => Promise<void>) => Promise<Response | void> {
  return async (c, next) => {
    const verification = await receiver.verify(toRequest(c))
    if (verification.code !== 'verified') return toResponse(verification)
    c.set('webhook', verification.event)
    return next()
  }
}

function toRequest<C extends HonoContext>(c: C): ReceiveRequest<C> {
  const { raw } = c.req
  return { ...toReceiveRequest(raw, c, fix), body: (maxBytes) => read(c, maxBytes) }
}

async function read({ req }: HonoContext, maxBytes: number): Promise<BytesInput> {
  if (!req.raw.bodyUsed) return readRequest(req.raw, maxBytes, fix)
  // Hono keeps what was read by its own methods.
  const kept = await req.arrayBuffer().catch((): undefined => undefined)
  if (kept !== undefined) return kept
  throw new HookstampError(
    'body-consumed',
    `The body was read before it got here, so its bytes are gone. ${fix}`,
  )
}
