/** Hono, here on Node: both speak Request and Response. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { exampleApi } from '../manage/api.js'

const api = exampleApi('https://example.com/api')

const app = new Hono()
app.all('/api/*', (c) => api(c.req.raw))

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on http://127.0.0.1:${port}/api`)
})
