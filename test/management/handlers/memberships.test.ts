import { describe, expect, test } from 'vitest'
import { base, gordon, me, setup, wallace, type Setup } from '../setup.js'

async function withTree(): Promise<Setup> {
  const s = setup()
  await s.send('POST /namespaces', { json: { name: 'djinn' } })
  await s.send('POST /namespaces', { json: { name: 'part', parent: 'djinn' } })
  return s
}
const invite = async (s: Setup, handle: string, at = 'djinn') =>
  s.send(`POST /n/me/${at}/-/invites`, { json: { handle } })
const entity = (user: typeof me) => ({
  id: user.id,
  email: user.email,
  username: user.username,
  created_at: '2006-01-02T15:04:05Z',
})

describe('invites', () => {
  test('are sent by username or email, to the root, and listed on both sides', async () => {
    const s = await withTree()
    const sent = await invite(s, gordon.email, 'djinn/part')
    expect(sent.status).toBe(201)
    expect(sent.headers.get('location')).toBe(`${base}/invites/1`)
    expect(sent.body).toEqual({
      id: 1,
      namespace_id: 1,
      invitee_id: gordon.id,
      inviter_id: me.id,
      url: `${base}/invites/1`,
      invitee: entity(gordon),
      inviter: entity(me),
      namespace: expect.objectContaining({ id: 1, path: 'djinn' }),
    })
    expect((await s.send('GET /n/me/djinn/-/invites')).body).toEqual([sent.body])
    expect((await s.send('GET /n/me/djinn/part/-/invites')).body).toEqual([sent.body])
    expect((await s.send('GET /invites', { as: gordon.username })).body).toEqual([sent.body])
    expect((await s.send('GET /invites')).body).toEqual([])
  })

  test('are refused in the field that is wrong', async () => {
    const s = await withTree()
    const fault = async (handle: string) => {
      const { status, body } = await invite(s, handle)
      return [status, body]
    }
    expect(await fault('nobody')).toEqual([400, { handle: ['No such user'] }])
    expect(await fault('me')).toEqual([400, { handle: ['Cannot invite yourself'] }])
    await invite(s, gordon.username)
    expect(await fault(gordon.username)).toEqual([400, { handle: ['User already invited'] }])
    await s.send('PATCH /invites/1', { as: gordon.username })
    expect(await fault(gordon.username)).toEqual([400, { handle: ['User already a collaborator'] }])
    const none = await s.send('POST /n/me/djinn/-/invites', { json: {} })
    expect(none.body).toEqual({ handle: ['This field is required.'] })
  })

  test('an invite elsewhere is no obstacle', async () => {
    const s = await withTree()
    await s.send('POST /namespaces', { json: { name: 'other' } })
    expect((await invite(s, gordon.username)).status).toBe(201)
    expect((await invite(s, gordon.username, 'other')).status).toBe(201)
  })

  test('two at once: one is sent', async () => {
    const s = await withTree()
    const sent = await Promise.all([1, 2, 3].map(() => invite(s, gordon.username)))
    expect(sent.map(({ status }) => status).toSorted()).toEqual([201, 400, 400])
  })

  test('are accepted by whom they are for, once', async () => {
    const s = await withTree()
    await invite(s, gordon.username)
    for (const as of ['me', 'wallace']) expect((await s.send('PATCH /invites/1', { as })).status).toBe(404)
    const accepting = [1, 2].map(() => s.send('PATCH /invites/1', { as: gordon.username }))
    const answers = await Promise.all(accepting)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404])
    const accepted = answers.find(({ status }) => status === 200)
    expect(accepted?.body).toEqual({
      namespace: expect.objectContaining({ id: 1 }),
      invitee: entity(gordon),
      inviter: entity(me),
    })
    expect((await s.send('GET /n/me/djinn/part', { as: gordon.username })).status).toBe(200)
    expect((await s.send('GET /invites', { as: gordon.username })).body).toEqual([])
  })

  test('are accepted by somebody whom the host has let in meanwhile', async () => {
    const s = await withTree()
    await invite(s, gordon.username)
    await s.store.collaborators.add({ rootId: 1, userId: gordon.id })
    expect((await s.send('PATCH /invites/1', { as: gordon.username })).status).toBe(200)
    expect((await s.send('GET /n/me/djinn/-/invites')).body).toEqual([])
    expect((await s.send('GET /n/me/djinn/-/collaborators')).body).toHaveLength(1)
  })

  test('are rejected by whom they are for, or withdrawn by the owner', async () => {
    const s = await withTree()
    await invite(s, gordon.username)
    await invite(s, wallace.username)
    expect((await s.send('DELETE /invites/1', { as: 'wallace' })).status).toBe(404)
    expect((await s.send('DELETE /invites/1', { as: gordon.username })).status).toBe(204)
    expect((await s.send('DELETE /invites/1', { as: gordon.username })).status).toBe(404)
    expect((await s.send('DELETE /invites/2')).status).toBe(204)
    expect((await s.send('GET /n/me/djinn/-/invites')).body).toEqual([])
    expect((await s.send('GET /n/me/djinn', { as: gordon.username })).status).toBe(404)
  })

  test('are the owner’s to see and send, by permissions of either name', async () => {
    const s = await withTree()
    await s.store.collaborators.add({ rootId: 1, userId: gordon.id })
    const list = 'GET /n/me/djinn/-/invites'
    expect((await s.send(list, { as: gordon.username })).status).toBe(403)
    expect((await s.send(list, { as: 'me namespace:read invite:read' })).status).toBe(200)
    expect((await s.send(list, { as: 'me invite:read' })).status).toBe(404)
    expect((await s.send('GET /invites', { as: 'me invite:read' })).status).toBe(200)
    expect((await s.send('PATCH /invites/1', { as: 'me invite:read' })).status).toBe(403)
  })
})

describe('collaborators', () => {
  test('are listed in the order in which they joined, for members', async () => {
    const s = await withTree()
    await s.store.collaborators.add({ rootId: 1, userId: wallace.id })
    await s.clock.advance(1000)
    await s.store.collaborators.add({ rootId: 1, userId: gordon.id })
    const listed = await s.send('GET /n/me/djinn/part/-/collaborators')
    const url = `${base}/n/me/djinn/part/-/collaborators`
    expect(listed.body).toEqual([
      { ...entity(wallace), url: `${url}/wallace` },
      { ...entity(gordon), url: `${url}/gordon.freeman` },
    ])
    expect((await s.send('GET /n/me/djinn/part/-/collaborators/wallace')).body).toEqual(listed.body[0])
    expect((await s.send('GET /n/me/djinn/-/collaborators/me')).status).toBe(404)
    expect((await s.send('GET /n/me/djinn/-/collaborators', { as: gordon.username })).body).toHaveLength(2)
  })

  test('are removed by the owner, and leave by themselves', async () => {
    const s = await withTree()
    await s.store.collaborators.add({ rootId: 1, userId: wallace.id })
    await s.store.collaborators.add({ rootId: 1, userId: gordon.id })
    const remove = (handle: string, as: string) =>
      s.send(`DELETE /n/me/djinn/-/collaborators/${handle}`, { as })
    expect((await remove('wallace', gordon.username)).status).toBe(403)
    expect((await remove(encodeURIComponent(gordon.email), gordon.username)).status).toBe(204)
    expect((await remove('wallace', 'me')).status).toBe(204)
    expect((await remove('wallace', 'me')).status).toBe(404)
    expect((await s.send('GET /n/me/djinn', { as: gordon.username })).status).toBe(404)
  })
})
