import { describe, expect, test } from 'vitest'
import { createManagementApi } from 'hookstamp/management'
import { memoryStore } from 'hookstamp/stores/memory'
import { authenticate, base, setup, users } from './setup.js'

describe('createManagementApi', () => {
  test.each([
    ['baseUrl', { baseUrl: 'example.com' }],
    ['baseUrl', { baseUrl: 'ftp://example.com' }],
    ['maxBodyBytes', { maxBodyBytes: 0 }],
  ])('refuses a %s that makes no sense: %j', (name, changes) => {
    const options = { store: memoryStore(), users, authenticate, baseUrl: base, ...changes }
    expect(() => createManagementApi(options)).toThrow(
      expect.objectContaining({ code: 'option-invalid', message: expect.stringContaining(name) }),
    )
  })

  test('below a path, its URLs and routes begin with it', async () => {
    const { api } = setup({ baseUrl: 'https://example.com/api/v1/' })
    const headers = { Authorization: 'Bearer me', 'Content-Type': 'application/json' }
    const body = JSON.stringify({ name: 'djinn' })
    const made = await api(new Request('http://x/api/v1/namespaces', { method: 'POST', headers, body }))
    expect(made.headers.get('location')).toBe('https://example.com/api/v1/n/me/djinn')
    expect((await api(new Request('http://x/namespaces', { headers }))).status).toBe(404)
    expect((await api(new Request('http://x/api/v1namespaces', { headers }))).status).toBe(404)
    const behind = setup({ baseUrl: 'https://example.com/api', mountPath: '/' })
    expect((await behind.api(new Request('http://x/namespaces', { headers }))).status).toBe(200)
  })

  test('another method is 405 and says which do; HEAD is GET without a body', async () => {
    const s = setup()
    const put = await s.send('PUT /namespaces')
    expect([put.status, put.headers.get('allow'), put.body]).toEqual([
      405,
      'GET, HEAD, POST',
      { message: 'Method Not Allowed' },
    ])
    const head = await s.send('HEAD /namespaces')
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([
      200,
      '',
      'application/json; charset=utf-8',
    ])
    expect((await s.send('HEAD /n/me/nothing')).status).toBe(404)
  })

  test('answers depend on who asks, and are kept by no cache', async () => {
    const answer = await setup().send('GET /namespaces')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })

  test('what goes wrong on our side is told to the host, and to nobody else', async () => {
    const broken = () => {
      throw new Error('canary: the session store is down')
    }
    const s = setup({ authenticate: broken })
    const answer = await s.send('GET /namespaces')
    expect([answer.status, answer.body]).toEqual([500, { message: 'Something went wrong' }])
    expect(s.errors).toMatchObject([{ message: 'canary: the session store is down' }])
    const store = memoryStore()
    const failing = setup({
      store: { ...store, webhooks: { ...store.webhooks, list: () => Promise.reject(new Error('disk')) } },
    })
    await failing.send('POST /namespaces', { json: { name: 'djinn' } })
    expect((await failing.send('GET /n/me/djinn/-/webhooks')).status).toBe(500)
    expect((await failing.send('GET /n/me/nothing')).status).toBe(404)
    expect(failing.errors).toMatchObject([{ message: 'disk' }])
  })

  test('a user that the host no longer has is null, and lists go on', async () => {
    const s = setup()
    await s.send('POST /namespaces', { json: { name: 'djinn' } })
    await s.store.collaborators.add({ rootId: 1, userId: 77 })
    await s.store.invites.create({ rootId: 1, inviteeId: 78, inviterId: 1 })
    expect((await s.send('GET /n/me/djinn/-/collaborators')).body).toEqual([])
    expect((await s.send('GET /n/me/djinn/-/invites')).body).toMatchObject([
      { invitee: null, invitee_id: 78 },
    ])
  })
})
