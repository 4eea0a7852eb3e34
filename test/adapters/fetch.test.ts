import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { describe, expect, it } from 'vitest'
import { createReceiver } from 'hookstamp'
import { endpoint, verify } from 'hookstamp/adapters/fetch'
import { acme, paid, secret } from '../receiver/acme.js'
import { adapterContract, summary } from './contract.js'
import { listen } from './listen.js'

adapterContract('adapters/fetch', {
  start: (receiver) => {
    const receive = endpoint(receiver)
    const verified = verify(receiver)
    const fetch = async (request: Request): Promise<Response> => {
      const { pathname } = new URL(request.url)
      if (pathname === '/endpoint') return receive(request)
      if (pathname === '/verify') {
        const { event, response } = await verified(request)
        return response ?? new Response(summary(event))
      }
      await request.json()
      return receive(request)
    }
    return listen(createServer(getRequestListener(fetch)))
  },
  afterParser: /before anything calls json\(\)/,
})

describe('adapters/fetch', () => {
  const request = (
    body: Uint8Array<ArrayBuffer> | ReadableStream | null,
    headers: Record<string, string> = paid.headers,
  ): Request => new Request('https://example.test/hook', { method: 'POST', headers, body, duplex: 'half' })
  const receiver = createReceiver({ dialect: acme, secrets: [secret] })

  it('gives secrets and handlers what the platform passes besides the request', async () => {
    interface Env {
      readonly SECRET: string
    }
    const seen: unknown[] = []
    const worker = {
      fetch: endpoint(
        createReceiver({
          dialect: acme,
          secrets: ({ url }, env: Env) => {
            seen.push(url)
            return [env.SECRET]
          },
        }).onAny((_event, env) => seen.push(env.SECRET)),
      ),
    }
    const response = await worker.fetch(request(paid.body as Uint8Array<ArrayBuffer>), { SECRET: secret })
    expect(response.status).toBe(204)
    expect(seen).toEqual(['https://example.test/hook', secret])
  })

  it('takes a body without a declared length, in pieces or none', async () => {
    const { 'content-length': _, ...headers } = paid.headers
    const pieces = (...parts: Uint8Array[]): ReadableStream =>
      new ReadableStream({
        start: (controller) => {
          for (const part of parts) controller.enqueue(part)
          controller.close()
        },
      })
    const receive = endpoint(receiver)
    const { body } = paid
    expect((await receive(request(pieces(body), headers))).status).toBe(204)
    expect((await receive(request(pieces(body.slice(0, 5), body.slice(5)), headers))).status).toBe(204)
    expect((await receive(request(pieces(), headers))).status).toBe(401)
    expect((await receive(request(null, headers))).status).toBe(401)
  })

  it('stops a stream at the cap, even one that never ends', async () => {
    const { 'content-length': _, ...headers } = paid.headers
    let cancelled = false
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(100)),
      cancel: () => {
        cancelled = true
      },
    })
    expect((await endpoint(receiver)(request(endless, headers))).status).toBe(413)
    expect(cancelled).toBe(true)
  })

  it('tells a stream that breaks off from a wrong signature', async () => {
    const { 'content-length': _, ...headers } = paid.headers
    const broken = new ReadableStream({
      start: (controller) => controller.error(new Error('connection lost')),
    })
    const response = await endpoint(receiver)(request(broken, headers))
    expect([response.status, await response.json()]).toEqual([400, { error: 'body-truncated' }])
  })

  it('answers with bodies that a Response allows', async () => {
    const { event, response } = await verify(receiver)(request(null, {}))
    expect(event).toBeUndefined()
    expect([response?.status, response?.headers.get('content-type')]).toEqual([401, 'application/json'])
  })
})
