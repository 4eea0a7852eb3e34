/**
 * Receive in Express 4 and 5. Mount it before `express.json()`: the signature covers the bytes.
 *
 * @example
 * app.post('/hooks', endpoint(receiver))
 * app.use(express.json())
 *
 * @example
 * // Or with a handler of your own; the declaration types `req.webhook` for the whole app.
 * declare global { namespace Express { interface Request { webhook?: WebhookOf<typeof receiver> } } }
 * app.post('/hooks', verify(receiver), (req, res) => { res.json({ type: req.webhook?.type }) })
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receives, Verifies } from '../receiver/request.js'
import { toReceiveRequest, write } from './node-http.js'

const fix =
  'Mount the webhook before app.use(express.json()), or have it keep the bytes: ' +
  'express.json({ verify: (req, _res, bytes) => { req.rawBody = bytes } }).'

/** The whole endpoint, as a request handler: receives, runs the handlers, answers. Handlers get `req` as their context. */
export function endpoint<Req extends IncomingMessage>(
  receiver: Receives<Req>,
): (req: Req, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    write(req, res, await receiver.receive(await toReceiveRequest(req, req, fix)))
  }
}

/** Middleware: verifies, then hands the typed event on as `req.webhook`. What is not verified it answers itself. */
export function verify<Req extends IncomingMessage>(
  receiver: Verifies<unknown, Req>,
): (req: Req, res: ServerResponse, next: () => void) => Promise<void> {
  return async (req, res, next) => {
    const verification = await receiver.verify(await toReceiveRequest(req, req, fix))
    if (verification.code !== 'verified') return write(req, res, verification)
    Object.assign(req, { webhook: verification.event })
    next()
  }
}
