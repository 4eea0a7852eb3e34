/** Express: the webhook before the body parser, then a handler of one's own that gets the typed event. */
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createReceiver, type WebhookOf } from 'hookstamp'
import { verify } from 'hookstamp/adapters/express'
import { djinn } from 'hookstamp/dialects/djinn'

const receiver = createReceiver({ dialect: djinn, secrets: [process.env['DJINN_SECRET'] ?? ''] })

declare global {
  namespace Express {
    interface Request {
      webhook?: WebhookOf<typeof receiver>
    }
  }
}

const app = express()
app.post('/hooks', verify(receiver), ({ webhook }, res) => {
  if (webhook?.type === 'build.finished') console.log(`build ${webhook.payload.id} ${webhook.payload.status}`)
  res.sendStatus(204)
})
app.use(express.json())

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`)
})
