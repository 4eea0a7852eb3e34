/**
 * Receive on `node:http`, and in whatever hands on Node's own request and response (Connect, Next pages, Nest
 * `app.use`, Cloud Functions).
 *
 * @example
 * createServer(endpoint(receiver)).listen(3000)
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receives, Verifies } from '../receiver/request.js'
import { toReceiveRequest, write } from './node-http.js'

const fix =
  'Put the webhook before any body parser, or keep the bytes as req.rawBody: Express express.json({ verify: ' +
  '(req, _res, bytes) => { req.rawBody = bytes } }), Nest NestFactory.create(App, { rawBody: true }), ' +
  'Next pages export const config = { api: { bodyParser: false } }.'

/** The whole endpoint: receives, runs the handlers, answers. */
export function endpoint(
  receiver: Receives<IncomingMessage>,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    write(req, res, await receiver.receive(await toReceiveRequest(req, req, fix)))
  }
}

/**
 * Middleware: verifies, then hands the typed event on as `req.webhook`, to `next` if there is one, and as its result.
 * What is not verified it answers itself; the result is then undefined, and `next` is not called.
 *
 * @example
 * const verified = verify(receiver)
 * createServer(async (req, res) => {
 *   const event = await verified(req, res)
 *   if (event === undefined) return
 *   res.writeHead(202).end(event.type)
 * })
 */
export function verify<Event>(
  receiver: Verifies<Event, IncomingMessage>,
): (
  req: IncomingMessage & { webhook?: Event },
  res: ServerResponse,
  next?: () => void,
) => Promise<Event | undefined> {
  return async (req, res, next) => {
    const verification = await receiver.verify(await toReceiveRequest(req, req, fix))
    if (verification.code !== 'verified') {
      write(req, res, verification)
      return undefined
    }
    req.webhook = verification.event
    next?.()
    return verification.event
  }
}
