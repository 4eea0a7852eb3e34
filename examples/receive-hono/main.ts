/** Hono, here on Node: a handler of one's own that gets the typed event. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createReceiver, type WebhookOf } from 'hookstamp'
import { verify } from 'hookstamp/adapters/hono'
import { djinn } from 'hookstamp/dialects/djinn'

const receiver = createReceiver({ dialect: djinn, secrets: [process.env['DJINN_SECRET'] ?? ''] })

const app = new Hono<{ Variables: { webhook: WebhookOf<typeof receiver> } }>()
app.post('/hooks', verify(receiver), (c) => {
  const webhook = c.get('webhook')
  if (webhook.type === 'build.finished') console.log(`build ${webhook.payload.id} ${webhook.payload.status}`)
  return c.body(null, 204)
})

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on http://127.0.0.1:${port}/hooks`)
})
