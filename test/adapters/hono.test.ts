import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createReceiver, type WebhookOf } from 'hookstamp'
import { endpoint, verify } from 'hookstamp/adapters/hono'
import { acme, paid, secret } from '../receiver/acme.js'
import { adapterContract, summary, type TestReceiver } from './contract.js'
import { listen } from './listen.js'

adapterContract('adapters/hono', {
  start: (receiver) => {
    const app = new Hono<{ Variables: { webhook: WebhookOf<TestReceiver> } }>()
    app.all('/endpoint', endpoint(receiver))
    app.all('/verify', verify(receiver), (c) => c.body(summary(c.get('webhook'))))
    app.all('/parsed', async (c) => {
      await c.req.json()
      return endpoint(receiver)(c)
    })
    return listen(createServer(getRequestListener(app.fetch)))
  },
  afterParser: 'received',
})

describe('adapters/hono', () => {
  const receiver = createReceiver({ dialect: acme, secrets: [secret] })

  it('types c.get("webhook") by the variables of the app', async () => {
    const app = new Hono<{ Variables: { webhook: WebhookOf<typeof receiver> } }>()
    app.post('/', verify(receiver), (c) => {
      const webhook = c.get('webhook')
      return c.json({ cents: webhook.type === 'invoice.paid' ? webhook.payload.cents : 0 })
    })
    expect(await (await app.request('/', paid)).json()).toEqual({ cents: 42 })
  })

  it('gives secrets the context, so that bindings can hold them', async () => {
    const bound = createReceiver({
      dialect: acme,
      secrets: (_head, c: { readonly env: { readonly SECRET: string } }) => [c.env.SECRET],
    })
    const app = new Hono<{ Bindings: { SECRET: string } }>().post('/', (c) => endpoint<typeof c>(bound)(c))
    expect((await app.request('/', paid, { SECRET: secret })).status).toBe(204)
    expect((await app.request('/', paid, { SECRET: 'other' })).status).toBe(401)
  })

  it('says what to do about a body that was read past Hono', async () => {
    const messages: string[] = []
    const listening = createReceiver({ dialect: acme, secrets: [secret] }).onError(({ message }) =>
      messages.push(message),
    )
    const app = new Hono().post('/', async (c) => {
      await c.req.raw.text()
      return endpoint(listening)(c)
    })
    expect((await app.request('/', paid)).status).toBe(500)
    expect(messages.join()).toMatch(/never with c\.req\.raw/)
  })
})
