import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { describe, expect, it, vi } from 'vitest'
import worker from '../../examples/receive-workers/worker.js'
import { listen } from '../adapters/listen.js'
import { boot } from './boot.js'
import { printed, secret, statusesOf } from './delivery.js'

describe('examples', () => {
  it.each(['express', 'fastify', 'hono', 'koa'])(
    'receive-%s',
    async (framework) => {
      const main = `examples/receive-${framework}/main.ts`
      const env = { PORT: '0', DJINN_SECRET: secret }
      const example = await boot(['node', '--import', 'tsx', '--conditions=hookstamp-source', main], { env })
      try {
        expect(await statusesOf(example.url)).toEqual([204, 401])
        expect(await example.line(/^build/)).toBe(printed)
      } finally {
        await example.stop()
      }
    },
    60_000,
  )

  it.each([
    ['receive-workers', async () => (request: Request) => worker.fetch(request, { DJINN_SECRET: secret })],
    [
      'receive-next (its route; installed.test.ts boots the app)',
      async () => {
        vi.stubEnv('DJINN_SECRET', secret)
        return (await import('../../examples/receive-next/app/hooks/route.js')).POST
      },
    ],
  ])('%s', async (_name, load) => {
    const log = vi.spyOn(console, 'log').mockReturnValue()
    const app = await listen(createServer(getRequestListener(await load())))
    expect(await statusesOf(`${app.url}/hooks`)).toEqual([204, 401])
    expect(log).toHaveBeenCalledWith(printed)
    await app.close()
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })
})
