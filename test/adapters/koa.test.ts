import { createServer } from 'node:http'
import { bodyParser } from '@koa/bodyparser'
import Koa from 'koa'
import { describe, expect, it } from 'vitest'
import { createReceiver, type WebhookOf } from 'hookstamp'
import { endpoint, verify } from 'hookstamp/adapters/koa'
import { acme, paid, secret } from '../receiver/acme.js'
import { adapterContract, summary, type TestReceiver } from './contract.js'
import { listen } from './listen.js'

adapterContract('adapters/koa', {
  start: (receiver) => {
    const app = new Koa<{ webhook?: WebhookOf<TestReceiver> }>()
    // Koa writes every connection that breaks to the console.
    app.silent = true
    const receive = endpoint(receiver)
    const verified = verify(receiver)
    const parse = bodyParser()
    app.use(async (ctx) => {
      if (ctx.path === '/endpoint') return receive(ctx)
      if (ctx.path === '/verify') {
        return verified(ctx, async () => {
          ctx.body = summary(ctx.state.webhook)
        })
      }
      return parse(ctx, () => receive(ctx))
    })
    return listen(createServer(app.callback()))
  },
  afterParser: /before the body parser.*disableBodyParser = true/,
})

describe('adapters/koa', () => {
  const receiver = createReceiver({ dialect: acme, secrets: [secret] })

  it('types ctx.state.webhook by the state of the app', async () => {
    const app = new Koa<{ webhook?: WebhookOf<typeof receiver> }>()
    app.use(verify(receiver)).use((ctx) => {
      const { webhook } = ctx.state
      if (webhook?.type === 'invoice.paid') ctx.body = { cents: webhook.payload.cents }
    })
    const server = await listen(createServer(app.callback()))
    expect(await (await fetch(server.url, paid)).json()).toEqual({ cents: 42 })
    await server.close()
  })

  it('receives behind a body parser that is told to leave it alone, as the advice says', async () => {
    const app = new Koa()
    app.use((ctx, next) => {
      ctx.disableBodyParser = ctx.path === '/hooks'
      return next()
    })
    app.use(bodyParser())
    app.use(endpoint(receiver))
    const server = await listen(createServer(app.callback()))
    const json = { ...paid, headers: { ...paid.headers, 'content-type': 'application/json' } }
    expect((await fetch(`${server.url}/hooks`, json)).status).toBe(204)
    await server.close()
  })

  it('leaves errors of the handler behind it to Koa', async () => {
    const app = new Koa<{ webhook?: WebhookOf<typeof receiver> }>()
    app.silent = true
    app.use(verify(receiver)).use((ctx) => ctx.throw(418))
    const server = await listen(createServer(app.callback()))
    expect((await fetch(server.url, paid)).status).toBe(418)
    await server.close()
  })
})
