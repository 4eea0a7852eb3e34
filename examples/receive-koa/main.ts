/** Koa: the whole endpoint as middleware, before any body parser. */
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/koa'
import { djinn } from 'hookstamp/dialects/djinn'

const receiver = createReceiver({ dialect: djinn, secrets: [process.env['DJINN_SECRET'] ?? ''] }).on(
  'build.finished',
  ({ payload }) => console.log(`build ${payload.id} ${payload.status}`),
)
const receive = endpoint(receiver)

const app = new Koa()
app.use((ctx, next) => (ctx.path === '/hooks' ? receive(ctx) : next()))

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`)
})
