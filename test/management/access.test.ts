import { describe, expect, test } from 'vitest'
import { routes } from '../../src/management/routes.js'
import { gordon, setup, type Setup } from './setup.js'

type Visibility = 'private' | 'internal' | 'public'

/** `me` owns the tree, `gordon` collaborates, `wallace` is a stranger. */
async function tree(visibility: Visibility): Promise<Setup> {
  const s = setup()
  await s.send('POST /namespaces', { json: { name: 'djinn', visibility } })
  await s.send('POST /namespaces', { json: { name: 'part', parent: 'djinn' } })
  await s.store.collaborators.add({ rootId: 1, userId: gordon.id })
  await s.send('POST /n/me/djinn/part/-/webhooks', { json: { payload_url: 'https://example.com/' } })
  return s
}

const status = async (s: Setup, line: string, as: string | null): Promise<number> =>
  (await s.send(line, { as, ...(/^(POST|PATCH)/.test(line) && { json: {} }) })).status

describe('who sees a namespace', () => {
  test.each<[Visibility, string | null, number]>([
    ['private', 'me', 200],
    ['private', 'gordon.freeman', 200],
    ['private', 'wallace', 404],
    ['private', null, 404],
    ['private', 'me namespace:write', 404],
    ['internal', 'wallace', 200],
    ['internal', 'wallace namespace:write', 404],
    ['internal', null, 404],
    ['public', 'wallace', 200],
    ['public', 'wallace other:read', 200],
    ['public', null, 200],
  ])('%s, asked by %s: %d', async (visibility, as, expected) => {
    const s = await tree(visibility)
    for (const thing of [
      '',
      '/-/namespaces',
      '/-/builds',
      '/-/images',
      '/-/objects',
      '/-/variables',
      '/-/keys',
    ]) {
      expect(await status(s, `GET /n/me/djinn/part${thing}`, as), thing).toBe(expected)
    }
  })
})

describe('who changes a namespace', () => {
  test.each<[Visibility, string | null, number]>([
    ['private', 'me', 200],
    ['private', 'me namespace:write', 200],
    ['private', 'me namespace:read', 403],
    ['private', 'me other:read', 404],
    ['private', 'gordon.freeman', 403],
    ['private', 'wallace', 404],
    ['private', null, 404],
    ['internal', 'wallace', 403],
    ['public', 'wallace', 403],
    ['public', null, 401],
  ])('%s, asked by %s: %d', async (visibility, as, expected) => {
    expect(await status(await tree(visibility), 'PATCH /n/me/djinn/part', as)).toBe(expected)
  })

  test('deleting takes its own permission', async () => {
    const s = await tree('private')
    expect(await status(s, 'DELETE /n/me/djinn/part', 'me namespace:read namespace:write')).toBe(403)
    expect(await status(s, 'DELETE /n/me/djinn/part', 'me namespace:delete')).toBe(204)
  })
})

describe('who works with webhooks', () => {
  test.each<[Visibility, string | null, number]>([
    ['private', 'me', 200],
    ['private', 'gordon.freeman', 200],
    ['private', 'gordon.freeman namespace:read', 200],
    ['private', 'gordon.freeman namespace:read webhook:read', 200],
    ['private', 'gordon.freeman webhook:read', 404],
    ['private', 'wallace', 404],
    ['private', null, 404],
    ['public', 'gordon.freeman webhook:read', 200],
    // The real server lets anyone with the permission in here.
    ['public', 'wallace', 403],
    ['public', 'wallace webhook:read', 403],
    ['internal', 'wallace', 403],
    ['public', null, 401],
  ])('%s, asked by %s: %d', async (visibility, as, expected) => {
    const s = await tree(visibility)
    const hooks = '/n/me/djinn/part/-/webhooks'
    for (const path of [hooks, `${hooks}/1`, `${hooks}/1/deliveries`]) {
      expect(await status(s, `GET ${path}`, as), path).toBe(expected)
    }
  })

  test('writing and deleting take permissions of their own, by either name', async () => {
    const s = await tree('private')
    const hook = '/n/me/djinn/part/-/webhooks/1'
    const reads = 'gordon.freeman namespace:read'
    expect(await status(s, `PATCH ${hook}`, reads)).toBe(403)
    expect(await status(s, `POST ${hook}/ping`, reads)).toBe(403)
    expect(await status(s, `PATCH ${hook}`, `${reads} webhook:write`)).toBe(200)
    expect(await status(s, `PATCH ${hook}`, `${reads} namespace:write`)).toBe(200)
    expect(await status(s, `DELETE ${hook}`, `${reads} webhook:write namespace:write`)).toBe(403)
    expect(await status(s, `DELETE ${hook}`, `${reads} webhook:delete`)).toBe(204)
  })
})

describe('what is not there and what may not be seen', () => {
  test('are answered byte for byte alike, on every route', async () => {
    const s = await tree('private')
    for (const { method, path, audience } of Object.values(routes)) {
      if (audience === 'anyone' || audience === 'user') continue
      const at = (name: string): string =>
        `${method} ${path.replace(':username/:path', `me/${name}`).replace(':id', '1').replace(':handle', 'gordon.freeman').replace(':delivery', 'x')}`
      for (const as of ['wallace', null]) {
        const hidden = await s.send(at('djinn'), { as })
        const missing = await s.send(at('nothing'), { as })
        expect([hidden.status, hidden.text, [...hidden.headers]], at('djinn')).toEqual([
          404,
          missing.text,
          [...missing.headers],
        ])
      }
    }
  })

  test('a body of a caller who is not let in is not looked at', async () => {
    const s = await tree('private')
    expect(
      (
        await s.send('PATCH /n/me/djinn', {
          as: 'wallace',
          raw: '{',
          headers: { 'Content-Type': 'application/json' },
        })
      ).status,
    ).toBe(404)
  })
})

describe('nobody', () => {
  test.each(['GET /namespaces', 'POST /namespaces', 'GET /invites', 'PATCH /invites/1', 'DELETE /invites/1'])(
    '%s takes a token',
    async (line) => {
      const answer = await setup().send(line, { as: null })
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    },
  )

  test('and with the wrong permission it is forbidden', async () => {
    const s = setup()
    const listed = await s.send('GET /namespaces', { as: 'me namespace:write' })
    expect([listed.status, listed.body]).toEqual([
      403,
      { message: 'This takes the permission namespace:read.' },
    ])
    expect(
      (await s.send('POST /namespaces', { as: 'me namespace:read', json: { name: 'djinn' } })).status,
    ).toBe(403)
  })
})
