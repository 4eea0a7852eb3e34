/**
 * Receive in Koa 2 and 3. Mount it before any body parser: the signature covers the bytes.
 *
 * @example
 * router.post('/hooks', endpoint(receiver))
 *
 * @example
 * // Or with a handler of your own; the state's type types `ctx.state.webhook`.
 * const app = new Koa<{ webhook?: WebhookOf<typeof receiver> }>()
 * app.use(verify(receiver)).use((ctx) => { ctx.body = { type: ctx.state.webhook?.type } })
 */
import type { IncomingMessage } from 'node:http'
import type { Receives, Verifies } from '../receiver/request.js'
import { answerTo, toReceiveRequest, type Decision } from './node-http.js'

/** What is used of Koa's context. */
export interface KoaContext {
  readonly req: IncomingMessage
  status: number
  body: unknown
  readonly state: object
  set(headers: Record<string, string>): void
}

const fix =
  'Mount the webhook before the body parser, or exempt it: set ctx.disableBodyParser = true for its path (@koa/bodyparser).'

/** The whole endpoint: receives, runs the handlers, answers. Handlers get `ctx` as their context. */
export function endpoint<Ctx extends KoaContext>(receiver: Receives<Ctx>): (ctx: Ctx) => Promise<void> {
  return async (ctx) => write(ctx, await receiver.receive(await toReceiveRequest(ctx.req, ctx, fix)))
}

/** Middleware: verifies, then hands the typed event on as `ctx.state.webhook`. What is not verified it answers itself. */
export function verify<Ctx extends KoaContext>(
  receiver: Verifies<unknown, Ctx>,
): (ctx: Ctx, next: () => Promise<unknown>) => Promise<void> {
  return async (ctx, next) => {
    const verification = await receiver.verify(await toReceiveRequest(ctx.req, ctx, fix))
    if (verification.code !== 'verified') return write(ctx, verification)
    Object.assign(ctx.state, { webhook: verification.event })
    await next()
  }
}

function write(ctx: KoaContext, decision: Decision): void {
  const { status, headers, body } = answerTo(ctx.req, decision)
  ctx.status = status
  ctx.set(headers)
  // Null where there is none: Koa would make a 200 of anything else.
  ctx.body = body === '' ? null : body
}
