/**
 * Receive in Fastify 4 and 5, as encapsulated plugins: inside their scope no body is parsed, outside nothing changes.
 *
 * @example
 * app.register(endpoint(receiver), { prefix: '/hooks' })
 *
 * @example
 * // Or with handlers of your own; the declaration types `request.webhook` for the whole app.
 * declare module 'fastify' { interface FastifyRequest { webhook?: WebhookOf<typeof receiver> } }
 * app.register(async (hooks) => {
 *   hooks.register(verify(receiver))
 *   hooks.post('/hooks', async (request) => ({ type: request.webhook?.type }))
 * })
 */
import type { Receives, Verifies } from '../receiver/request.js'
import { answerFirst, type FastifyLike, type FastifyRequestLike } from './fastify-scope.js'
import { toReceiveRequest } from './node-http.js'

export type { FastifyLike, FastifyReplyLike, FastifyRequestLike } from './fastify-scope.js'

const fix = 'An onRequest hook has read request.raw before: keep it out of the scope of the webhook.'

/** A plugin with the whole endpoint, at the prefix it is registered with. Handlers get `request` as their context. */
export function endpoint<Req extends FastifyRequestLike>(
  receiver: Receives<Req>,
): (scope: FastifyLike<Req>) => Promise<void> {
  return async (scope) => {
    answerFirst(scope, async (request) => receiver.receive(await toReceiveRequest(request.raw, request, fix)))
    scope.all('/', () => Promise.resolve())
  }
}

/** A plugin for the scope it is registered in: verifies every request, then hands the typed event on as `request.webhook`. */
export function verify<Req extends FastifyRequestLike>(
  receiver: Verifies<unknown, Req>,
): (scope: FastifyLike<Req>) => Promise<void> {
  const plugin = async (scope: FastifyLike<Req>): Promise<void> => {
    if (!scope.hasRequestDecorator('webhook')) scope.decorateRequest('webhook')
    answerFirst(scope, async (request) => {
      const verification = await receiver.verify(await toReceiveRequest(request.raw, request, fix))
      if (verification.code !== 'verified') return verification
      Object.assign(request, { webhook: verification.event })
      return undefined
    })
  }
  // Fastify's own mark for a plugin that works on the scope around it rather than in one of its own.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true })
}
