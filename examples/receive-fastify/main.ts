/** Fastify: the whole endpoint as an encapsulated plugin; routes beside it parse JSON as always. */
import Fastify from 'fastify'
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/fastify'
import { djinn } from 'hookstamp/dialects/djinn'

const receiver = createReceiver({ dialect: djinn, secrets: [process.env['DJINN_SECRET'] ?? ''] })
  .on('build.finished', ({ payload }) => console.log(`build ${payload.id} ${payload.status}`))
  .onError((error) => console.error(error.message))

const app = Fastify()
app.register(endpoint(receiver), { prefix: '/hooks' })

const url = await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) })
console.log(`listening on ${url}/hooks`)
