/** What is used of Fastify, structurally (no type of it is imported), and how a scope is made to leave bodies alone. */
import type { IncomingMessage } from 'node:http'
import { answerTo, type Decision } from './node-http.js'

export interface FastifyRequestLike {
  readonly raw: IncomingMessage
}

export interface FastifyReplyLike {
  code(status: number): unknown
  headers(values: Record<string, string>): unknown
  send(body?: string): unknown
}

/** An instance: the scope that a plugin is registered in. */
export interface FastifyLike<Req extends FastifyRequestLike> {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    type: string,
    parser: (request: Req, payload: IncomingMessage, done: (error: null) => void) => void,
  ): unknown
  hasRequestDecorator(name: string): boolean
  decorateRequest(name: 'webhook'): unknown
  addHook(name: 'onRequest', hook: (request: Req, reply: FastifyReplyLike) => Promise<unknown>): unknown
  all(path: string, handler: () => Promise<unknown>): unknown
}

/** Before anything of Fastify looks at the body: the decision is the answer; without one the request goes on, its body read. */
export function answerFirst<Req extends FastifyRequestLike>(
  scope: FastifyLike<Req>,
  decide: (request: Req) => Promise<Decision | undefined>,
): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  scope.addHook('onRequest', async (request, reply) => {
    const decision = await decide(request)
    // Of a body that is read the type is of no use, and an odd one would be refused.
    delete request.raw.headers['content-type']
    if (decision === undefined) return undefined
    const { status, headers, body } = answerTo(request.raw, decision)
    reply.code(status)
    reply.headers({ ...headers })
    return reply.send(body === '' ? undefined : body)
  })
}
