import { describe, expect, it } from 'vitest'
import { createManagementClient } from 'hookstamp/management'
import { boot } from './boot.js'

describe('examples', () => {
  it.each(['node', 'express', 'fastify', 'hono'])(
    'manage-%s',
    async (framework) => {
      const main = `examples/manage-${framework}/main.ts`
      const env = { PORT: '0', API_TOKEN: 'the token of the example' }
      const example = await boot(['node', '--import', 'tsx', '--conditions=hookstamp-source', main], { env })
      try {
        const client = createManagementClient({ baseUrl: example.url, token: env.API_TOKEN })
        const made = await client.createNamespace({ name: 'djinn', visibility: 'public' })
        expect(made.url).toBe('https://example.com/api/n/me/djinn')
        const here = { username: 'me', path: 'djinn' }
        const hook = await client.createWebhook({ ...here, payload_url: 'https://example.com/' })
        expect(await client.listWebhooks(here)).toEqual([hook])
        await expect(
          client.createWebhook({ ...here, payload_url: 'https://10.0.0.1/' }),
        ).rejects.toMatchObject({
          code: 'record-invalid',
        })
        const stranger = createManagementClient({ baseUrl: example.url })
        await expect(stranger.listNamespaces()).rejects.toMatchObject({ code: 'unauthenticated' })
        expect((await fetch(`${example.url}/openapi.json`)).status).toBe(200)
      } finally {
        await example.stop()
      }
    },
    60_000,
  )
})
