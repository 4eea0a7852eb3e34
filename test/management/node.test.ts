/**
 * The API on a socket, spoken to by curl: every command of the document, with what it says is answered. Where the
 * document and the server disagree, `docs/management.md` says which is followed.
 */
import { execFile } from 'node:child_process'
import { createServer, request, type RequestListener } from 'node:http'
import { promisify } from 'node:util'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import { getRequestListener } from '@hono/node-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryResources } from 'hookstamp/management'
import { listener } from 'hookstamp/management/node'
import { listen } from '../adapters/listen.js'
import { setup, type Setup } from './setup.js'

const run = promisify(execFile)

interface Said {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look where they like
  readonly body: any
}

async function curl(...args: readonly string[]): Promise<Said> {
  const { stdout } = await run('curl', ['-s', '-i', '--max-time', '20', ...args])
  const [head = '', ...rest] = stdout.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const text = rest.join('\r\n\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(': ')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 2)]
    }),
  )
  const isJson = headers['content-type']?.startsWith('application/json') === true && text !== ''
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  }
}

async function serve(app: RequestListener): Promise<string> {
  const { url, close } = await listen(createServer(app))
  onTestFinished(close)
  return url
}

const bearer = ['-H', 'Authorization: Bearer me'] as const
const json = ['-H', 'Content-Type: application/json'] as const

const namespaceKeys = [
  'id',
  'user_id',
  'root_id',
  'parent_id',
  'name',
  'path',
  'description',
  'visibility',
  'created_at',
  'url',
  'builds_url',
  'namespaces_url',
  'images_url',
  'objects_url',
  'variables_url',
  'keys_url',
  'collaborators_url',
  'webhooks_url',
  'user',
  'parent',
  'build',
]
const webhookKeys = [
  'id',
  'author_id',
  'user_id',
  'namespace_id',
  'payload_url',
  'ssl',
  'events',
  'namespace',
  'last_response',
]

describe('the commands of the document', () => {
  const entity = { namespace_id: 1, created_at: '2026-01-02T00:00:00Z' }
  const resources = memoryResources({
    builds: [{ ...fixture('build.submitted').payload, ...entity }],
    images: [{ ...fixture('images').payload.image, ...entity }],
    objects: [{ ...fixture('objects').payload.object, ...entity }],
    variables: [{ ...fixture('variables').payload.variable, ...entity }],
    keys: [{ ...fixture('ssh_keys').payload.key, ...entity }],
  })
  async function ready(): Promise<{ readonly s: Setup; readonly base: string }> {
    const s = setup({ resources })
    const base = await serve(listener(s.api))
    await s.send('POST /namespaces', { json: { name: 'djinn' } })
    return { s, base }
  }

  test('List namespaces', async () => {
    const { s, base } = await ready()
    for (let n = 0; n < 60; n++) await s.send('POST /namespaces', { json: { name: `more${n}` } })
    const { status, headers, body } = await curl('-X', 'GET', ...bearer, `${base}/namespaces`)
    expect([status, body.length, Object.keys(body[0])]).toEqual([
      200,
      25,
      expect.arrayContaining(namespaceKeys),
    ])
    expect(headers['link']).toBe('<https://api.example.com/namespaces?page=2>; rel="next"')
    const second = await curl('-X', 'GET', ...bearer, `${base}/namespaces?page=2`)
    expect(second.headers['link']).toBe(
      '<https://api.example.com/namespaces?page=1>; rel="prev", <https://api.example.com/namespaces?page=3>; rel="next"',
    )
  })

  test('Create namespace', async () => {
    const base = await serve(listener(setup().api))
    const data = '{"name": "djinn", "visibility": "private"}'
    const { status, body } = await curl('-X', 'POST', ...json, ...bearer, '-d', data, `${base}/namespaces`)
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'djinn', path: 'djinn', visibility: 'private', description: '' })
    expect(Object.keys(body)).toEqual(expect.arrayContaining(namespaceKeys))
  })

  test('Get namespace', async () => {
    const { base } = await ready()
    const { status, body } = await curl('-X', 'GET', ...bearer, `${base}/n/me/djinn`)
    expect([status, body.path, body.build.namespace_id]).toEqual([200, 'djinn', 1])
  })

  test('Get namespace badge', async () => {
    const { base } = await ready()
    const { status, headers, text } = await curl('-X', 'GET', ...bearer, `${base}/n/me/djinn/-/badge.svg`)
    expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8'])
    expect(text).toContain('Djinn CI: unknown')
  })

  test.each([
    'builds',
    'namespaces',
    'images',
    'objects',
    'variables',
    'keys',
    'invites',
    'collaborators',
    'webhooks',
  ])('Get namespace %s', async (thing) => {
    const { s, base } = await ready()
    await s.send('POST /namespaces', { json: { name: 'child', parent: 'djinn' } })
    await s.send('POST /n/me/djinn/-/invites', { json: { handle: 'wallace' } })
    await s.store.collaborators.add({ rootId: 1, userId: 2 })
    await s.send('POST /n/me/djinn/-/webhooks', { json: { payload_url: 'https://example.com/' } })
    const { status, body } = await curl('-X', 'GET', ...bearer, `${base}/n/me/djinn/-/${thing}`)
    expect([status, body.length]).toEqual([200, 1])
    if (thing === 'collaborators') {
      expect(Object.keys(body[0])).toEqual(['id', 'email', 'username', 'created_at', 'url'])
    }
    if (thing === 'webhooks') expect(Object.keys(body[0])).toEqual(expect.arrayContaining(webhookKeys))
  })

  test('Create namespace webhook', async () => {
    const { base } = await ready()
    const data = '{"payload_url": "https://example.com/hook/djinn-ci", "ssl": true, "active": true}'
    const url = `${base}/n/me/djinn/-/webhooks`
    const { status, body } = await curl('-X', 'POST', ...json, ...bearer, '-d', data, url)
    expect(status).toBe(201)
    expect(body).toMatchObject({ payload_url: 'https://example.com/hook/djinn-ci', ssl: true, active: true })
    expect(Object.keys(body)).toEqual(expect.arrayContaining(webhookKeys))
  })

  test('Update namespace webhook', async () => {
    const { s, base } = await ready()
    const hook = { payload_url: 'https://example.com/hook', events: ['cron'] }
    await s.send('POST /n/me/djinn/-/webhooks', { json: hook })
    const data = '{"secret": "some_secret_password"}'
    const url = `${base}/n/me/djinn/-/webhooks/1`
    // The document's command says POST under its own heading PATCH.
    const { status, body } = await curl('-X', 'PATCH', ...json, ...bearer, '-d', data, url)
    expect([status, body]).toMatchObject([200, { ...hook, ssl: true, active: true }])
    expect((await s.store.webhooks.get(1))?.secrets).toEqual([{ value: 'some_secret_password' }])
    expect((await curl('-X', 'POST', ...json, ...bearer, '-d', data, url)).status).toBe(405)
  })

  test('Delete namespace webhook', async () => {
    const { s, base } = await ready()
    await s.send('POST /n/me/djinn/-/webhooks', { json: { payload_url: 'https://example.com/' } })
    const { status, text } = await curl('-X', 'DELETE', ...bearer, `${base}/n/me/djinn/-/webhooks/1`)
    expect([status, text]).toEqual([204, ''])
    expect(await s.store.webhooks.get(1)).toBeUndefined()
  })

  test('Update namespace', async () => {
    const { base } = await ready()
    const data = '{"visibility": "public"}'
    const { status, body } = await curl('-X', 'PATCH', ...json, ...bearer, '-d', data, `${base}/n/me/djinn`)
    expect([status, body.visibility]).toEqual([200, 'public'])
  })

  test('Delete namespace', async () => {
    const { base } = await ready()
    const { status, text } = await curl('-X', 'DELETE', ...bearer, `${base}/n/me/djinn`)
    expect([status, text]).toEqual([204, ''])
    expect((await curl(...bearer, `${base}/n/me/djinn`)).status).toBe(404)
  })
})

describe('mounted', () => {
  const baseUrl = 'https://example.com/api'
  const send = async (base: string): Promise<unknown[]> => {
    const data = '{"name": "djinn", "description": "für alle"}'
    const made = await curl('-X', 'POST', ...json, ...bearer, '-d', data, `${base}/api/namespaces`)
    const form = await curl('-X', 'POST', ...bearer, '-d', 'name=second', `${base}/api/namespaces`)
    const listed = await curl(...bearer, `${base}/api/namespaces?search=djinn`)
    const gone = await curl('-X', 'DELETE', ...bearer, `${base}/api/n/me/djinn`)
    return [made.status, made.body?.description, form.status, listed.body?.length, gone.status]
  }
  const expected = [201, 'für alle', 201, 1, 204]

  test('in Express, before its parsers', async () => {
    const app = express()
    app.use('/api', listener(setup({ baseUrl }).api))
    expect(await send(await serve(app))).toEqual(expected)
  })

  test('in Express, behind its parsers', async () => {
    const app = express()
    app.use(express.json(), express.urlencoded())
    app.use('/api', listener(setup({ baseUrl }).api))
    expect(await send(await serve(app))).toEqual(expected)
  })

  test('in Fastify, before its parsers', async () => {
    const app = Fastify()
    const handle = listener(setup({ baseUrl }).api)
    app.register(async (scope) => {
      scope.addHook('onRequest', async (request, reply) => {
        reply.hijack()
        await handle(request.raw, reply.raw)
      })
      scope.all('/api/*', () => Promise.resolve())
    })
    onTestFinished(() => app.close())
    expect(await send(await app.listen({ port: 0, host: '127.0.0.1' }))).toEqual(expected)
  })

  test('in Hono', async () => {
    const app = new Hono()
    const { api } = setup({ baseUrl })
    app.all('/api/*', (c) => api(c.req.raw))
    expect(await send(await serve(getRequestListener(app.fetch)))).toEqual(expected)
  })
})

describe('listener', () => {
  test('ends a connection whose body it has refused to read', async () => {
    const base = await serve(listener(setup({ maxBodyBytes: 100 }).api))
    const answer = await new Promise<{ status: number | undefined; connection: string | undefined }>(
      (resolve, reject) => {
        const req = request(`${base}/namespaces`, {
          method: 'POST',
          headers: { authorization: 'Bearer me', 'content-length': '1000000' },
        })
        req.on('response', (res) => resolve({ status: res.statusCode, connection: res.headers.connection }))
        req.on('error', reject)
        onTestFinished(() => void req.destroy())
        req.write('{')
      },
    )
    expect(answer).toEqual({ status: 413, connection: 'close' })
  })

  test('a body in pieces, without a length', async () => {
    const base = await serve(listener(setup().api))
    const data = '{"name": "djinn"}'
    const { status } = await curl(
      '-X',
      'POST',
      ...json,
      ...bearer,
      '-H',
      'Transfer-Encoding: chunked',
      '-d',
      data,
      `${base}/namespaces`,
    )
    expect(status).toBe(201)
  })

  test('HEAD says how long the answer would be, or nothing, and sends none', async () => {
    const base = await serve(listener(setup().api))
    const { status, text } = await curl('-I', ...bearer, `${base}/namespaces`)
    expect([status, text]).toEqual([200, ''])
  })
})
