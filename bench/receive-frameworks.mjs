/**
 * CPU per received webhook behind a framework, of its adapter against a handler written by hand for the same framework:
 * read the body, HMAC, JSON.parse.
 *
 *   npm run build && node bench/receive-frameworks.mjs [rounds] [requests per round]
 */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import Fastify from 'fastify'
import { createReceiver } from 'hookstamp'
import { endpoint as onExpress } from 'hookstamp/adapters/express'
import { endpoint as onFastify } from 'hookstamp/adapters/fastify'
import { endpoint as onFetch } from 'hookstamp/adapters/fetch'
import { djinn } from 'hookstamp/dialects/djinn'
import { printCpu, pairedCpu } from './paired-cpu.mjs'
import { byHand, djinnRequest, isGenuine, loadFrom, SECRET } from './receive-requests.mjs'

const rounds = Number(process.argv[2] ?? 21)
const count = Number(process.argv[3] ?? 3000)

const receiver = createReceiver({ dialect: djinn, secrets: [SECRET], validation: 'off' }).on(
  'build.finished',
  () => undefined,
)

async function expressWith(handler) {
  const app = express()
  app.post('/hook', handler)
  return createServer(app)
}
async function fastifyWith(register) {
  const app = Fastify()
  await register(app)
  await app.ready()
  return app.server
}
const fetchWith = async (handler) => createServer(getRequestListener(handler))

const pairs = {
  express: [() => expressWith(byHand()), () => expressWith(onExpress(receiver))],
  fastify: [
    () =>
      fastifyWith((app) => {
        app.removeAllContentTypeParsers()
        app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
        app.post('/hook', (request, reply) => {
          if (!isGenuine(request.body, request.headers['x-djinn-ci-signature'])) return reply.code(401).send()
          JSON.parse(request.body.toString())
          return reply.code(204).send()
        })
      }),
    () => fastifyWith((app) => app.register(onFastify(receiver), { prefix: '/hook' })),
  ],
  fetch: [
    () =>
      fetchWith(async (request) => {
        const body = Buffer.from(await request.arrayBuffer())
        if (!isGenuine(body, request.headers.get('x-djinn-ci-signature')))
          return new Response(null, { status: 401 })
        JSON.parse(body.toString())
        return new Response(null, { status: 204 })
      }),
    () => fetchWith(onFetch(receiver)),
  ],
}

const load = await loadFrom(count)
for (const [framework, [hand, adapter]] of Object.entries(pairs)) {
  const results = await pairedCpu(
    {
      [`${framework}, written by hand`]: await load.caseOf(await hand(), djinnRequest),
      [`${framework}, hookstamp`]: await load.caseOf(await adapter(), djinnRequest),
    },
    { rounds },
  )
  printCpu(`Receive in ${framework}: ${rounds} rounds of ${count} (goal 1.05x)`, results)
}
load.close()
