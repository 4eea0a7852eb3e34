import Fastify, { type FastifyRequest } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { createReceiver, type HookstampError, type WebhookOf } from 'hookstamp'
import { endpoint, verify } from 'hookstamp/adapters/fastify'
import { acme, paid, secret } from '../receiver/acme.js'
import { adapterContract, summary } from './contract.js'

const typed = createReceiver({ dialect: acme, secrets: [secret] })

declare module 'fastify' {
  interface FastifyRequest {
    webhook?: WebhookOf<typeof typed>
  }
}

adapterContract('adapters/fastify', {
  start: async (receiver) => {
    const app = Fastify({ forceCloseConnections: true })
    await app.register(endpoint(receiver), { prefix: '/endpoint' })
    await app.register(async (hooks) => {
      await hooks.register(verify(receiver))
      hooks.all('/verify', async (request) => summary(request.webhook))
    })
    // Fastify's own JSON parser and one of the app's come after us, and have nothing to do in our scope.
    app.addContentTypeParser(/^text\//, { parseAs: 'string' }, (_request, body, done) => done(null, body))
    await app.register(endpoint(receiver), { prefix: '/parsed' })
    return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() }
  },
  afterParser: 'received',
})

describe('adapters/fastify', () => {
  let app = Fastify({ forceCloseConnections: true })
  afterEach(async () => {
    await app.close()
    app = Fastify({ forceCloseConnections: true })
  })

  it('runs no parser of the app, which goes on parsing beside it', async () => {
    const parsed: unknown[] = []
    app.removeContentTypeParser('application/json')
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      parsed.push(request.url)
      done(null, JSON.parse(body as string))
    })
    app.register(endpoint(typed), { prefix: '/hooks' })
    app.post('/beside', async ({ body }) => body)
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const json = { ...paid, headers: { ...paid.headers, 'content-type': 'application/json' } }
    expect((await fetch(`${url}/hooks`, json)).status).toBe(204)
    expect(parsed).toEqual([])
    expect(await (await fetch(`${url}/beside`, json)).json()).toMatchObject({ type: 'invoice.paid' })
    expect(parsed).toEqual(['/beside'])
  })

  it('names what to do where a hook of the app has read the body before', async () => {
    const told: HookstampError[] = []
    const listening = createReceiver({ dialect: acme, secrets: [secret] }).onError((error) =>
      told.push(error),
    )
    app.addHook('onRequest', async (request) => {
      for await (const _chunk of request.raw) void _chunk
    })
    app.register(endpoint(listening), { prefix: '/hooks' })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    expect((await fetch(`${url}/hooks`, paid)).status).toBe(500)
    expect(told).toMatchObject([{ code: 'body-consumed' }])
    expect(told[0]?.message).toMatch(/onRequest hook has read request\.raw/)
  })

  it('is encapsulated, typed, and leaves errors of the handler behind it to Fastify', async () => {
    const ids: unknown[] = []
    const tenants = createReceiver({
      dialect: acme,
      secrets: (_head, request: FastifyRequest) => {
        ids.push((request.params as { tenant: string }).tenant)
        return [secret]
      },
    })
    app.register(endpoint(tenants), { prefix: '/tenants/:tenant' })
    app.register(async (hooks) => {
      hooks.register(verify(typed))
      hooks.post('/typed', async ({ webhook }) => ({
        cents: webhook?.type === 'invoice.paid' ? webhook.payload.cents : 0,
      }))
      hooks.post('/fails', async () => Promise.reject(Object.assign(new Error('boom'), { statusCode: 418 })))
    })
    app.post('/json', async ({ body }) => body)
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const headers = { 'content-type': 'application/json' }

    expect(await (await fetch(`${url}/typed`, paid)).json()).toEqual({ cents: 42 })
    expect((await fetch(`${url}/fails`, paid)).status).toBe(418)
    expect((await fetch(`${url}/tenants/7`, paid)).status).toBe(204)
    expect(ids).toEqual(['7'])
    const beside = await fetch(`${url}/json`, { method: 'POST', headers, body: '{"a":1}' })
    expect(await beside.json()).toEqual({ a: 1 })
  })
})
