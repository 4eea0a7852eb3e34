/** Fastify: in a scope of its own, before its parsers read the body. */
import Fastify from 'fastify'
import { listener } from 'hookstamp/management/node'
import { exampleApi } from '../manage/api.js'

const handle = listener(exampleApi('https://example.com/api'))

const app = Fastify()
app.register(async (scope) => {
  scope.addHook('onRequest', async (request, reply) => {
    reply.hijack()
    await handle(request.raw, reply.raw)
  })
  scope.all('/api/*', () => Promise.resolve())
})

const url = await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) })
console.log(`listening on ${url}/api`)
