import { createServer } from 'node:http'
import express, { type Request } from 'express'
import { describe, expect, it } from 'vitest'
import { createReceiver, type WebhookOf } from 'hookstamp'
import { endpoint, verify } from 'hookstamp/adapters/express'
import { acme, paid, secret } from '../receiver/acme.js'
import { adapterContract, summary } from './contract.js'
import { listen } from './listen.js'

const typed = createReceiver({ dialect: acme, secrets: [secret] })

/** As an app would type it for all of its requests; examples/receive-express declares it so. */
const webhookOf = (req: object): WebhookOf<typeof typed> | undefined =>
  (req as { webhook?: WebhookOf<typeof typed> }).webhook

adapterContract('adapters/express', {
  start: (receiver) => {
    const app = express()
    app.all('/endpoint', endpoint(receiver))
    app.all('/verify', verify(receiver), (req, res) => {
      res.send(summary(webhookOf(req)))
    })
    app.all('/parsed', express.json(), endpoint(receiver))
    return listen(createServer(app))
  },
  afterParser: /before app\.use\(express\.json\(\)\).*req\.rawBody = bytes/,
})

describe('adapters/express', () => {
  it('hands the event on as req.webhook, and gives the lookup the request of Express', async () => {
    const params: unknown[] = []
    const tenants = createReceiver({
      dialect: acme,
      secrets: (_head, req: Request) => {
        params.push(req.params['tenant'])
        return [secret]
      },
    })
    const app = express()
    app.post('/typed', verify(typed), (req, res) => {
      const webhook = webhookOf(req)
      if (webhook?.type === 'invoice.paid') res.json({ cents: webhook.payload.cents })
    })
    app.post('/tenants/:tenant', endpoint(tenants))
    const server = await listen(createServer(app))
    expect(await (await fetch(`${server.url}/typed`, paid)).json()).toEqual({ cents: 42 })
    expect((await fetch(`${server.url}/tenants/7`, paid)).status).toBe(204)
    expect(params).toEqual(['7'])
    await server.close()
  })

  it.each([
    ['express.raw()', express.raw({ type: '*/*' })],
    [
      'express.json() that keeps the bytes',
      express.json({ verify: (req, _res, bytes) => void Object.assign(req, { rawBody: bytes }) }),
    ],
  ])('works behind %s', async (_name, parser) => {
    const app = express().use(parser).post('/', endpoint(typed))
    const server = await listen(createServer(app))
    const headers = { ...paid.headers, 'content-type': 'application/json' }
    expect((await fetch(server.url, { ...paid, headers })).status).toBe(204)
    await server.close()
  })

  it('leaves errors of the handler behind it to Express', async () => {
    const app = express().post('/', verify(typed), () => {
      throw new Error('boom')
    })
    app.use((error: Error, _req: unknown, res: express.Response, _next: unknown) => {
      res.status(503).send(error.message)
    })
    const server = await listen(createServer(app))
    const response = await fetch(server.url, paid)
    expect([response.status, await response.text()]).toEqual([503, 'boom'])
    await server.close()
  })
})
