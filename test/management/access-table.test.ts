/**
 * Who gets what from every route, as a table: of a namespace that is private, internal and public, asked for by nobody,
 * a stranger, a collaborator and its owner, in this order.
 */
import { describe, expect, test } from 'vitest'
import { routes } from '../../src/management/routes.js'
import { gordon, setup, users, wallace, type Setup } from './setup.js'

const HOOKS = '/n/me/djinn/part/-/webhooks'
const see = (ok: number): string => `404 404 ${ok} ${ok} | 404 ${ok} ${ok} ${ok} | ${ok} ${ok} ${ok} ${ok}`
const members = (ok: number): string => `404 404 ${ok} ${ok} | 404 403 ${ok} ${ok} | 401 403 ${ok} ${ok}`
const owner = (ok: number): string => `404 404 403 ${ok} | 404 403 403 ${ok} | 401 403 403 ${ok}`
const user = (theirs: string): string => [theirs, theirs, theirs].join(' | ')

/** Route → what it is asked with, and the statuses. Bodies are valid, so that nothing but access decides. */
const table: Readonly<Record<keyof typeof routes, readonly [path: string, expected: string, body?: object]>> =
  {
    listNamespaces: ['/namespaces', user('401 200 200 200')],
    createNamespace: ['/namespaces', user('401 201 201 201'), { name: 'fresh' }],
    getNamespace: ['/n/me/djinn/part', see(200)],
    updateNamespace: ['/n/me/djinn/part', owner(200), { description: 'new' }],
    deleteNamespace: ['/n/me/djinn/part', owner(204)],
    moveNamespace: ['/n/me/djinn/part/-/move', owner(200), {}],
    getBadge: ['/n/me/djinn/part/-/badge.svg', user('200 200 200 200')],
    listChildren: ['/n/me/djinn/part/-/namespaces', see(200)],
    listBuilds: ['/n/me/djinn/part/-/builds', see(200)],
    listImages: ['/n/me/djinn/part/-/images', see(200)],
    listObjects: ['/n/me/djinn/part/-/objects', see(200)],
    listVariables: ['/n/me/djinn/part/-/variables', see(200)],
    listKeys: ['/n/me/djinn/part/-/keys', see(200)],
    listCollaborators: ['/n/me/djinn/part/-/collaborators', members(200)],
    getCollaborator: ['/n/me/djinn/part/-/collaborators/gordon.freeman', members(200)],
    // Collaborators remove themselves.
    removeCollaborator: ['/n/me/djinn/part/-/collaborators/gordon.freeman', members(204)],
    listInvites: ['/n/me/djinn/part/-/invites', owner(200)],
    sendInvite: ['/n/me/djinn/part/-/invites', owner(201), { handle: 'alyx' }],
    listReceivedInvites: ['/invites', user('401 200 200 200')],
    // Sent to the stranger: by it nobody else may come in.
    acceptInvite: ['/invites/1', user('401 200 404 404'), {}],
    deleteInvite: ['/invites/1', user('401 204 404 204')],
    listWebhooks: [HOOKS, members(200)],
    createWebhook: [HOOKS, members(201), { payload_url: 'https://example.com/new' }],
    getWebhook: [`${HOOKS}/1`, members(200)],
    updateWebhook: [`${HOOKS}/1`, members(200), { events: [] }],
    deleteWebhook: [`${HOOKS}/1`, members(204)],
    pauseWebhook: [`${HOOKS}/1/pause`, members(200)],
    resumeWebhook: [`${HOOKS}/1/resume`, members(200)],
    rotateSecret: [`${HOOKS}/1/rotate-secret`, members(200), {}],
    pingWebhook: [`${HOOKS}/1/ping`, members(202)],
    listDeliveries: [`${HOOKS}/1/deliveries`, members(200)],
    getDelivery: [`${HOOKS}/1/deliveries/DELIVERY`, members(200)],
    redeliver: [`${HOOKS}/1/deliveries/DELIVERY/redeliver`, members(201)],
  }

// Somebody who is not invited yet.
const alyx = { ...wallace, id: 4, username: 'alyx', email: 'alyx@example.com' }
const byHandle = (handle: string) => (handle === alyx.username ? alyx : users.byHandle(handle))
const byId = (id: number) => (id === alyx.id ? alyx : users.byId(id))

async function ready(visibility: string): Promise<{ readonly s: Setup; readonly delivery: string }> {
  const s = setup({ users: { ...users, byHandle, byId } })
  await s.send('POST /namespaces', { json: { name: 'djinn', visibility } })
  await s.send('POST /namespaces', { json: { name: 'part', parent: 'djinn' } })
  await s.store.collaborators.add({ rootId: 1, userId: gordon.id })
  await s.send('POST /n/me/djinn/-/invites', { json: { handle: wallace.username } })
  const hook = { payload_url: 'https://example.com/', secret: 's3cret' }
  await s.send(`POST ${HOOKS}`, { json: hook })
  return { s, delivery: (await s.send(`POST ${HOOKS}/1/ping`)).body.id }
}

async function statuses(id: keyof typeof routes): Promise<string> {
  const [path, , json] = table[id]
  const rows = ['private', 'internal', 'public'].map(async (visibility) => {
    const row: number[] = []
    for (const as of [null, wallace.username, gordon.username, 'me']) {
      const { s, delivery } = await ready(visibility)
      const answer = await s.send(`${routes[id].method} ${path.replace('DELIVERY', delivery)}`, {
        as,
        ...(json !== undefined && { json }),
      })
      expect(s.errors).toEqual([])
      row.push(answer.status)
    }
    return row.join(' ')
  })
  return (await Promise.all(rows)).join(' | ')
}

describe('nobody, a stranger, a collaborator and the owner', () => {
  // Nothing is left out: the table has a line for each route, or it would not compile.
  test.each(Object.keys(table) as (keyof typeof routes)[])('at %s', async (id) => {
    expect(await statuses(id)).toBe(table[id][1])
  })

  test('without a body that is valid get the same: nobody is told what is wrong with it who is not let in', async () => {
    for (const [id, [path, expected, json]] of Object.entries(table)) {
      const { method, audience } = routes[id as keyof typeof routes]
      if (json === undefined || audience === 'user') continue
      for (const [index, visibility] of ['private', 'internal', 'public'].entries()) {
        const { s } = await ready(visibility)
        const asked = [null, wallace.username].map((as) =>
          s.send(`${method} ${path}`, { as, raw: '{', headers: { 'Content-Type': 'text/plain' } }),
        )
        const row = (await Promise.all(asked)).map(({ status }) => status).join(' ')
        expect(row, `${id}, ${visibility}`).toBe(expected.split(' | ')[index]?.slice(0, 7))
      }
    }
  })
})

describe('a webhook of another namespace', () => {
  test('is none, by whatever route', async () => {
    const { s, delivery } = await ready('private')
    await s.send('POST /namespaces', { as: 'wallace', json: { name: 'own' } })
    for (const [id, [path, , json]] of Object.entries(table)) {
      if (!path.startsWith(`${HOOKS}/`)) continue
      const { method } = routes[id as keyof typeof routes]
      const own = path.replace('/n/me/djinn/part', '/n/wallace/own').replace('DELIVERY', delivery)
      const answer = await s.send(`${method} ${own}`, { as: 'wallace', ...(json && { json }) })
      expect([answer.status, answer.body], id).toEqual([404, { message: 'Not found' }])
    }
    expect((await s.store.webhooks.get(1))?.secrets).toEqual([{ value: 's3cret' }])
  })
})
