/** What nobody sends who means well: it is answered, briefly, and nothing breaks. */
import { createServer, type RequestListener } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { listener } from 'hookstamp/management/node'
import { memoryStore } from 'hookstamp/stores/memory'
import { listen } from '../adapters/listen.js'
import { linkOf, setup } from './setup.js'

async function portOf(app: RequestListener): Promise<number> {
  const { url, close } = await listen(createServer(app))
  onTestFinished(close)
  return Number(new URL(url).port)
}

/** The first line of what a server answers to a request as it stands. */
async function statusLine(port: number, lines: readonly string[], body = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${[...lines, 'Host: example.com', 'Connection: close'].join('\r\n')}\r\n\r\n${body}`),
    )
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('end', () => resolve(text.split('\r\n')[0] ?? ''))
    socket.on('error', reject)
  })
}

describe('over a socket', () => {
  test.each([
    ['OPTIONS * HTTP/1.1', 'HTTP/1.1 404 Not Found'],
    ['GET http://evil.example/namespaces HTTP/1.1', 'HTTP/1.1 404 Not Found'],
    ['GET //evil.example/namespaces HTTP/1.1', 'HTTP/1.1 404 Not Found'],
    ['TRACE /namespaces HTTP/1.1', 'HTTP/1.1 400 Bad Request'],
    ['OPTIONS /namespaces HTTP/1.1', 'HTTP/1.1 405 Method Not Allowed'],
    ['PUT /n/me/djinn HTTP/1.1', 'HTTP/1.1 405 Method Not Allowed'],
  ])('%s', async (line, expected) => {
    const port = await portOf(listener(setup().api))
    expect(await statusLine(port, [line])).toBe(expected)
  })

  test.each([
    ['urlencoded', express.urlencoded()],
    ['text', express.text({ type: () => true })],
    ['raw', express.raw({ type: () => true })],
  ])('a form behind the %s parser is still a form', async (_, parser) => {
    const s = setup()
    await s.send('POST /namespaces', { json: { name: 'djinn' } })
    const app = express()
    app.use(parser)
    app.use(listener(s.api))
    const body = 'payload_url=https%3A%2F%2Fexample.com%2F&ssl=true&active=off&events[]=cron&events[]=build.*'
    const lines = [
      'POST /n/me/djinn/-/webhooks HTTP/1.1',
      'Authorization: Bearer me',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
    ]
    expect(await statusLine(await portOf(app), lines, body)).toBe('HTTP/1.1 201 Created')
    expect(await s.store.webhooks.get(1)).toMatchObject({ active: false, events: ['cron', 'build.*'] })
  })
})

describe('the handler', () => {
  test('answers even when the host cannot bear to be told of an error', async () => {
    const { api } = setup({
      authenticate: () => Promise.reject(new Error('canary')),
      onError: () => {
        throw new Error('the log is full')
      },
    })
    const response = await api(new Request('https://api.example.com/namespaces'))
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Something went wrong"}\n'])
  })

  test.each([
    '%00',
    'djinn%00',
    'a%2F..%2Fdjinn',
    '%ff',
    'dj%C3%AFnn',
    '🙂',
    `${'a/'.repeat(5000)}a`,
    '__proto__',
  ])('a path of %s is the path of nothing', async (path) => {
    const s = setup()
    const getByPath = vi.spyOn(s.store.namespaces, 'getByPath')
    expect((await s.send(`GET /n/me/${path}`)).status).toBe(404)
    // What can be no path need not be looked for, and no database has to be able to bear it.
    expect(getByPath).not.toHaveBeenCalled()
  })

  test.each(['0', '-1', '1e0', '0x1', '1.5', '+1', '%201', '99999999999999999999', 'NaN', '١', '1%00'])(
    'an id of %s is the id of nothing',
    async (id) => {
      const s = setup()
      await s.send('POST /namespaces', { json: { name: 'djinn' } })
      await s.send('POST /n/me/djinn/-/webhooks', { json: { payload_url: 'https://example.com/' } })
      expect((await s.send(`GET /n/me/djinn/-/webhooks/${id}`)).status).toBe(404)
      expect((await s.send(`DELETE /invites/${id}`)).status).toBe(404)
    },
  )

  test.each(['0', '-1', '1e0', '0x1', '1.5', '', '%201', '99999999999999999999', 'NaN'])(
    'a page of %s is no page',
    async (page) => {
      expect((await setup().send(`GET /namespaces?page=${page}`)).body).toEqual({
        page: expect.arrayContaining([expect.any(String)]),
      })
    },
  )

  test('links go on from the page that was shown, whatever else is named', async () => {
    const s = setup()
    for (let n = 0; n < 60; n++) await s.send('POST /namespaces', { json: { name: `more${n}` } })
    const answer = await s.send('GET /namespaces?page=7&page=2')
    expect(answer.body).toHaveLength(25)
    expect([linkOf(answer, 'prev'), linkOf(answer, 'next')]).toEqual([
      '/namespaces?page=1',
      '/namespaces?page=3',
    ])
    const odd = await s.send('GET /namespaces?page=1&x=%22%3E%0d%0aSet-Cookie:1;%3C')
    expect(odd.headers.get('link')).toBe(
      '<https://api.example.com/namespaces?page=2&x=%22%3E%0D%0ASet-Cookie%3A1%3B%3C>; rel="next"',
    )
  })

  test('Allow names HEAD where there is GET', async () => {
    const allowed = await Promise.all(
      ['/namespaces', '/n/me/djinn', '/n/me/djinn/-/move'].map(async (path) => {
        const answer = await setup().send(`OPTIONS ${path}`, { as: null })
        return [answer.status, answer.headers.get('allow')]
      }),
    )
    expect(allowed).toEqual([
      [405, 'GET, HEAD, POST'],
      [405, 'GET, HEAD, PATCH, DELETE'],
      [405, 'POST'],
    ])
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'a field called %s changes nothing',
    async (name) => {
      const s = setup()
      const raw = `{"name": "djinn", "${name}": {"visibility": "public", "polluted": true}}`
      const headers = { 'Content-Type': 'application/json' }
      expect((await s.send('POST /namespaces', { raw, headers })).body.visibility).toBe('private')
      const form = `name=second&${name}=x&${name}[]=y&${name}[visibility]=public`
      expect((await s.send('POST /namespaces', { form })).body.visibility).toBe('private')
      expect((await s.send(`GET /namespaces?${name}=x`)).status).toBe(200)
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    },
  )

  test.each(['text/plain', 'multipart/form-data; boundary=x', 'application/jsonp', 'application/xml'])(
    'a body of type %s is not guessed at',
    async (type) => {
      const s = setup()
      const raw = '{"name": "djinn"}'
      expect((await s.send('POST /namespaces', { raw, headers: { 'Content-Type': type } })).status).toBe(415)
    },
  )

  test('what a database cannot keep is refused with its field', async () => {
    const s = setup()
    await s.send('POST /namespaces', { json: { name: 'djinn' } })
    const nul = 'a\u0000b'
    expect((await s.send('PATCH /n/me/djinn', { json: { description: nul } })).body).toEqual({
      description: [expect.any(String)],
    })
    expect((await s.send('POST /namespaces', { json: { name: 'other', external_id: nul } })).body).toEqual({
      external_id: [expect.any(String)],
    })
    expect((await s.send('POST /namespaces', { json: { name: 'other', parent: nul } })).body).toEqual({
      parent: [expect.any(String)],
    })
    const hook = { payload_url: 'https://example.com/', secret: nul }
    expect((await s.send('POST /n/me/djinn/-/webhooks', { json: hook })).body).toEqual({
      secret: [expect.any(String)],
    })
    expect((await s.send('GET /namespaces?search=%00')).body).toEqual({ search: [expect.any(String)] })
    expect((await s.send('GET /namespaces?external_id=%00')).body).toEqual({
      external_id: [expect.any(String)],
    })
    expect((await s.send('GET /n/me/djinn/-/builds?tag=%00')).body).toEqual({ tag: [expect.any(String)] })
  })

  test('an error of the store says nothing of itself', async () => {
    const store = memoryStore()
    const s = setup({ store })
    vi.spyOn(store.namespaces, 'list').mockRejectedValue(
      new Error('connect ECONNREFUSED postgres://admin:s3cret@db.internal'),
    )
    const answer = await s.send('GET /namespaces')
    expect([answer.status, answer.text]).toEqual([500, '{"message":"Something went wrong"}\n'])
    expect(s.errors).toHaveLength(1)
  })
})
