import { describe, expect, test } from 'vitest'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryResources } from 'hookstamp/management'
import { base, gordon, linkOf, me, setup, type Setup } from '../setup.js'

const create = async ({ send }: Setup, json: object, as = 'me') => {
  const answer = await send('POST /namespaces', { json, as })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

describe('creating a namespace', () => {
  test('answers with the whole entity, as documented', async () => {
    const s = setup()
    const answer = await s.send('POST /namespaces', { json: { name: 'djinn', visibility: 'private' } })
    expect(answer.status).toBe(201)
    const url = `${base}/n/me/djinn`
    expect(answer.headers.get('location')).toBe(url)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.body).toEqual({
      id: 1,
      user_id: 1,
      root_id: 1,
      parent_id: null,
      name: 'djinn',
      path: 'djinn',
      description: '',
      visibility: 'private',
      created_at: new Date(s.clock.now()).toISOString().replace('.000', ''),
      url,
      builds_url: `${url}/-/builds`,
      namespaces_url: `${url}/-/namespaces`,
      images_url: `${url}/-/images`,
      objects_url: `${url}/-/objects`,
      variables_url: `${url}/-/variables`,
      keys_url: `${url}/-/keys`,
      invites_url: `${url}/-/invites`,
      collaborators_url: `${url}/-/collaborators`,
      webhooks_url: `${url}/-/webhooks`,
      user: { id: 1, email: 'me@example.com', username: 'me', created_at: '2006-01-02T15:04:05Z' },
      parent: null,
      build: null,
    })
  })

  test('below a parent it takes its visibility, and the entity has the parent', async () => {
    const s = setup()
    await create(s, { name: 'djinn', visibility: 'internal' })
    const child = await create(s, { name: 'runner', parent: 'djinn', visibility: 'public', description: 'd' })
    expect(child).toMatchObject({
      root_id: 1,
      parent_id: 1,
      path: 'djinn/runner',
      visibility: 'internal',
      description: 'd',
      parent: { id: 1, path: 'djinn', user: { username: 'me' } },
      url: `${base}/n/me/djinn/runner`,
    })
  })

  test.each([
    [{}, { name: ['This field is required.'] }],
    [{ name: 'ab' }, { name: ['A name is 3 to 32 letters and digits.'] }],
    [{ name: 5 }, { name: ['Expected a string, got a number.'] }],
    [{ name: ['djinn'] }, { name: ['Expected a string, got a list.'] }],
    [
      { name: 'djinn', visibility: 'secret' },
      { visibility: ['Expected one of: private, internal, public.'] },
    ],
    [{ name: 'djinn', parent: 'nowhere' }, { parent: ['Could not find parent'] }],
    [
      { name: 'x', description: 'd'.repeat(256) },
      {
        name: ['A name is 3 to 32 letters and digits.'],
        description: ['A description has at most 255 characters.'],
      },
    ],
    [{ name: 'taken' }, { name: ['Name already exists'] }],
    [{ name: 'other', external_id: 't-1' }, { external_id: ['Another namespace has this external id.'] }],
  ])('%j is refused with 400, field by field', async (json, expected) => {
    const s = setup()
    await create(s, { name: 'taken', external_id: 't-1' })
    const answer = await s.send('POST /namespaces', { json })
    expect([answer.status, answer.body]).toEqual([400, expected])
  })

  test('a tree has 20 levels, and the parent is one of the caller', async () => {
    const s = setup()
    let path = ''
    for (let level = 1; level <= 20; level++) {
      path = (await create(s, { name: `level${level}`, parent: path })).path
    }
    const deeper = await s.send('POST /namespaces', { json: { name: 'deeper', parent: path } })
    expect([deeper.status, deeper.body]).toEqual([
      400,
      { parent: ['A tree cannot be deeper than 20 levels.'] },
    ])
    const foreign = await s.send('POST /namespaces', {
      json: { name: 'mine', parent: 'level1' },
      as: 'wallace',
    })
    expect(foreign.body).toEqual({ parent: ['Could not find parent'] })
    expect((await s.send(`GET /n/me/${path}`)).body.path).toBe(path)
  })

  test('two at once of one name: one wins', async () => {
    const s = setup()
    const answers = await Promise.all(
      [1, 2, 3].map(() => s.send('POST /namespaces', { json: { name: 'djinn' } })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400])
  })

  test('null counts as not sent, unknown fields are passed over, a form does as well', async () => {
    const s = setup()
    expect(await create(s, { name: 'first', parent: null, description: null, foo: 1 })).toMatchObject({
      description: '',
    })
    const answer = await s.send('POST /namespaces', { form: 'name=second&description=a+b&visibility=public' })
    expect(answer.body).toMatchObject({ name: 'second', description: 'a b', visibility: 'public' })
  })
})

describe('listing namespaces', () => {
  test('pages of 25 by path, with links to the pages beside', async () => {
    const s = setup()
    for (let n = 0; n < 60; n++) await create(s, { name: `ns${String(n).padStart(3, '0')}` })
    await create(s, { name: 'other' }, 'wallace')
    const first = await s.send('GET /namespaces')
    expect(first.body.map(({ path }: { path: string }) => path)).toEqual(
      Array.from({ length: 25 }, (_, n) => `ns${String(n).padStart(3, '0')}`),
    )
    expect(first.headers.get('link')).toBe(`<${base}/namespaces?page=2>; rel="next"`)
    const second = await s.send('GET /namespaces?page=2')
    expect(second.headers.get('link')).toBe(
      `<${base}/namespaces?page=1>; rel="prev", <${base}/namespaces?page=3>; rel="next"`,
    )
    const last = await s.send('GET /namespaces?page=3')
    expect(last.body).toHaveLength(10)
    expect(last.headers.get('link')).toBe(`<${base}/namespaces?page=2>; rel="prev"`)
    const beyond = await s.send('GET /namespaces?page=9')
    expect([beyond.status, beyond.body]).toEqual([200, []])
  })

  test('what fits one page has no links', async () => {
    const s = setup()
    await create(s, { name: 'djinn' })
    expect((await s.send('GET /namespaces')).headers.has('link')).toBe(false)
  })

  test('search is for a part of the path, literally, in any casing; links keep it', async () => {
    const s = setup()
    await create(s, { name: 'Djinn' })
    for (let n = 0; n < 26; n++) await create(s, { name: `part${n}`, parent: 'Djinn' })
    await create(s, { name: 'other' })
    const found = await s.send('GET /namespaces?search=DJINN%2Fpart')
    expect(found.body).toHaveLength(25)
    expect(linkOf(found, 'next')).toBe('/namespaces?search=DJINN%2Fpart&page=2')
    expect((await s.send(`GET ${linkOf(found, 'next')}`)).body).toHaveLength(1)
    expect((await s.send('GET /namespaces?search=%25')).body).toEqual([])
    expect((await s.send('GET /namespaces?search=_')).body).toEqual([])
  })

  test('shared trees are in it, searched like one’s own', async () => {
    const s = setup()
    const root = await create(s, { name: 'shared' })
    await create(s, { name: 'part', parent: 'shared' })
    await create(s, { name: 'mine' }, gordon.username)
    await s.store.collaborators.add({ rootId: root.id, userId: gordon.id })
    const listed = await s.send('GET /namespaces', { as: gordon.username })
    expect(
      listed.body.map(({ path, user }: { path: string; user: { username: string } }) => [
        path,
        user.username,
      ]),
    ).toEqual([
      ['mine', gordon.username],
      ['shared', 'me'],
      ['shared/part', 'me'],
    ])
    const found = await s.send('GET /namespaces?search=mine', { as: gordon.username })
    expect(found.body).toHaveLength(1)
  })

  test('by the host’s own id, if it may be seen', async () => {
    const s = setup()
    await create(s, { name: 'djinn', external_id: 'tenant-7' })
    expect((await s.send('GET /namespaces?external_id=tenant-7')).body).toMatchObject([
      { path: 'djinn', external_id: 'tenant-7' },
    ])
    expect((await s.send('GET /namespaces?external_id=tenant-8')).body).toEqual([])
    expect((await s.send('GET /namespaces?external_id=tenant-7', { as: 'wallace' })).body).toEqual([])
  })

  test.each(['0', '-1', 'x', '1.5', '1e12'])('page %s is refused', async (page) => {
    const answer = await setup().send(`GET /namespaces?page=${page}`)
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.body)).toEqual(['page'])
  })

  test('children are listed the same way, without their own', async () => {
    const s = setup()
    await create(s, { name: 'djinn' })
    for (const name of ['bbb', 'aaa']) await create(s, { name, parent: 'djinn' })
    await create(s, { name: 'ccc', parent: 'djinn/aaa' })
    const { body } = await s.send('GET /n/me/djinn/-/namespaces')
    expect(body.map(({ path }: { path: string }) => path)).toEqual(['djinn/aaa', 'djinn/bbb'])
    expect(body[0]).toMatchObject({ parent: { path: 'djinn' }, user: { username: 'me' } })
    expect((await s.send('GET /n/me/djinn/-/namespaces?search=BB')).body).toHaveLength(1)
  })
})

describe('one namespace', () => {
  test('has its last build', async () => {
    const submitted = fixture('build.submitted').payload
    const builds = [1, 2, 3].map((id) => ({
      ...submitted,
      id,
      namespace_id: id === 3 ? 9 : 1,
      created_at: `2026-01-0${id}T00:00:00Z`,
    }))
    const s = setup({ resources: memoryResources({ builds }) })
    await create(s, { name: 'djinn' })
    expect((await s.send('GET /n/me/djinn')).body.build).toMatchObject({ id: 2, namespace_id: 1 })
    expect((await s.send('GET /namespaces')).body[0].build).toMatchObject({ id: 2 })
  })

  test('a PATCH changes only what is sent', async () => {
    const s = setup()
    await create(s, { name: 'djinn', description: 'before', visibility: 'public' })
    const described = await s.send('PATCH /n/me/djinn', { json: { description: '' } })
    expect([described.status, described.body]).toMatchObject([200, { description: '', visibility: 'public' }])
    const shown = await s.send('PATCH /n/me/djinn', { json: { visibility: 'internal' } })
    expect(shown.body).toMatchObject({ description: '', visibility: 'internal' })
    const same = await s.send('PATCH /n/me/djinn')
    expect(same.body).toMatchObject({ description: '', visibility: 'internal' })
    const renamed = await s.send('PATCH /n/me/djinn', { json: { name: 'other', parent: 'x' } })
    expect(renamed.body).toMatchObject({ name: 'djinn', parent_id: null })
  })

  test('visibility cascades from the root, and nowhere else', async () => {
    const s = setup()
    await create(s, { name: 'djinn' })
    await create(s, { name: 'part', parent: 'djinn' })
    await s.send('PATCH /n/me/djinn', { json: { visibility: 'public' } })
    expect((await s.send('GET /n/me/djinn/part')).body.visibility).toBe('public')
    const child = await s.send('PATCH /n/me/djinn/part', { json: { visibility: 'private' } })
    expect([child.status, child.body.visibility]).toEqual([200, 'public'])
  })

  test('deletes everything below', async () => {
    const s = setup()
    await create(s, { name: 'djinn' })
    await create(s, { name: 'part', parent: 'djinn' })
    await create(s, { name: 'deep', parent: 'djinn/part' })
    const deleted = await s.send('DELETE /n/me/djinn/part')
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect((await s.send('GET /n/me/djinn/part/deep')).status).toBe(404)
    expect((await s.send('GET /n/me/djinn/part')).status).toBe(404)
    expect((await s.send('GET /n/me/djinn')).status).toBe(200)
  })

  test('moves with everything below', async () => {
    const s = setup()
    await create(s, { name: 'djinn' })
    await create(s, { name: 'shop', visibility: 'public' })
    await create(s, { name: 'part', parent: 'djinn' })
    await create(s, { name: 'deep', parent: 'djinn/part' })
    const moved = await s.send('POST /n/me/djinn/part/-/move', { json: { parent: 'shop' } })
    expect([moved.status, moved.body]).toMatchObject([200, { path: 'shop/part', visibility: 'public' }])
    expect((await s.send('GET /n/me/shop/part/deep')).body).toMatchObject({ root_id: 2 })
    const up = await s.send('POST /n/me/shop/part/-/move')
    expect(up.body).toMatchObject({ path: 'part', parent: null, visibility: 'public' })
    const below = await s.send('POST /n/me/part/-/move', { json: { parent: 'part/deep' } })
    expect(below.body).toEqual({ parent: ['A namespace cannot be moved below itself.'] })
    await create(s, { name: 'deep' })
    const taken = await s.send('POST /n/me/part/deep/-/move', { json: {} })
    expect([taken.status, taken.body]).toEqual([
      400,
      { parent: ['There is a namespace of this name already.'] },
    ])
  })

  test('a name that was given up and taken by another leads nowhere', async () => {
    const gone = { ...me, id: 99 }
    const s = setup()
    await s.store.namespaces.create({ name: 'djinn', user: gone, visibility: 'public' })
    expect((await s.send('GET /n/me/djinn')).status).toBe(404)
    expect((await s.send('GET /n/nobody/djinn')).status).toBe(404)
  })
})
