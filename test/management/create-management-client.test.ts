import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { createManagementClient, type ManagementClient, type NamespaceEntity } from 'hookstamp/management'
import { base, gordon, setup, type Setup } from './setup.js'

interface Sent {
  readonly method: string
  readonly url: string
}

function clientOf({ api }: Setup, sent: Sent[] = [], token = 'me'): ManagementClient {
  return createManagementClient({
    baseUrl: `${base}/`,
    token: () => token,
    fetch: (url, init) => {
      sent.push({ method: init.method ?? '', url: url.replace(base, '') })
      return api(new Request(url, init))
    },
  })
}

/** Answers each request with the next of these. */
const replaying = (...answers: readonly Response[]) => {
  const rest = [...answers]
  const urls: string[] = []
  const client = createManagementClient({
    baseUrl: base,
    fetch: (url) => {
      urls.push(url.replace(base, ''))
      return Promise.resolve(rest.shift() ?? new Response('[]'))
    },
  })
  return { client, urls }
}
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('createManagementClient', () => {
  test('takes its token along no redirect', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, response) => {
      asked.push(request.url)
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const client = createManagementClient({ baseUrl, token: 'secret' })
    await expect(client.listNamespaces()).rejects.toEqual(code('api-failed'))
    expect(asked).toEqual(['/namespaces'])
    server.close()
  })

  test('does everything that the API does', async () => {
    const s = setup()
    const client = clientOf(s)
    const here = { username: 'me', path: 'djinn' }
    await client.createNamespace({ name: 'djinn', visibility: 'public' })
    await client.createNamespace({ name: 'part', parent: 'djinn' })
    expect(await client.listChildren(here)).toMatchObject([{ path: 'djinn/part' }])
    expect(await client.updateNamespace({ ...here, description: 'new' })).toMatchObject({
      description: 'new',
    })
    expect(await client.moveNamespace({ username: 'me', path: 'djinn/part' })).toMatchObject({ path: 'part' })
    const hook = await client.createWebhook({
      ...here,
      payload_url: 'https://example.com/',
      events: ['cron'],
    })
    const at = { ...here, id: hook.id }
    expect(await client.listWebhooks(here)).toEqual([hook])
    expect(await client.updateWebhook({ ...at, events: [] })).toMatchObject({ events: [] })
    expect((await client.rotateSecret(at)).secret).toMatch(/^whsec_/)
    const ping = await client.pingWebhook(at)
    await s.dispatcher.drain()
    expect(await client.getDelivery({ ...at, delivery: ping.id })).toMatchObject({ state: 'delivered' })
    expect(await client.redeliver({ ...at, delivery: ping.id })).toMatchObject({ redelivery_of: ping.id })
    expect(await client.listDeliveries({ ...at, state: 'pending' })).toHaveLength(1)
    expect(await client.pauseWebhook(at)).toMatchObject({ active: false })
    expect(await client.resumeWebhook(at)).toMatchObject({ active: true })
    const invite = await client.sendInvite({ ...here, handle: gordon.email })
    const his = clientOf(s, [], gordon.username)
    expect(await his.listReceivedInvites()).toEqual([invite])
    expect(await his.acceptInvite({ id: invite.id })).toMatchObject({ namespace: { path: 'djinn' } })
    expect(await client.getCollaborator({ ...here, handle: gordon.email })).toMatchObject({ id: gordon.id })
    expect(await client.removeCollaborator({ ...here, handle: gordon.username })).toBeUndefined()
    expect(await client.getBadge(here)).toContain('<svg')
    expect(await client.deleteWebhook(at)).toBeUndefined()
    expect(await client.deleteNamespace(here)).toBeUndefined()
    await expect(client.getNamespace(here)).rejects.toThrow(code('not-found'))
  })

  test('is typed by the table of operations', () => {
    const client = clientOf(setup())
    expectTypeOf(client.listNamespaces).returns.resolves.toEqualTypeOf<readonly NamespaceEntity[]>()
    expectTypeOf(client.deleteWebhook).returns.resolves.toEqualTypeOf<void>()
    expectTypeOf(client.pages).toHaveProperty('listDeliveries')
    expectTypeOf(client.pages).not.toHaveProperty('listWebhooks')
    // @ts-expect-error a name is required
    void (() => client.createNamespace({}))
    // @ts-expect-error no such visibility
    void (() => client.updateNamespace({ username: 'me', path: 'djinn', visibility: 'secret' }))
    // @ts-expect-error misspelt
    void (() => client.listNamespaces({ serach: 'x' }))
  })

  test('pages come one by one, and end', async () => {
    const s = setup()
    for (let n = 0; n < 60; n++) await s.send('POST /namespaces', { json: { name: `name${n + 100}` } })
    const sent: Sent[] = []
    const client = clientOf(s, sent)
    const sizes: number[] = []
    for await (const page of client.pages.listNamespaces({ search: 'NAME' })) sizes.push(page.length)
    expect(sizes).toEqual([25, 25, 10])
    expect(sent.map(({ url }) => url)).toEqual([
      '/namespaces?search=NAME',
      '/namespaces?search=NAME&page=2',
      '/namespaces?search=NAME&page=3',
    ])
    expect(await client.pages.listNamespaces({ search: 'none' }).next()).toEqual({
      done: true,
      value: undefined,
    })
  })

  test('and end where Djinn’s server would go round: its last page names itself as the next', async () => {
    const page = (next: number) =>
      new Response('[{"id":1}]', {
        headers: { link: `</n?page=1>; rel="prev", </n?page=${next}>; rel="next"` },
      })
    const { client, urls } = replaying(page(2), page(3), page(3))
    let pages = 0
    for await (const _ of client.pages.listNamespaces()) pages++
    expect([pages, urls]).toEqual([3, ['/namespaces', '/namespaces?page=2', '/namespaces?page=3']])
  })

  test('of a link nothing is taken but the number of its page', async () => {
    const link = '<https://evil.example/steal?page=2>; rel="next"'
    const { client, urls } = replaying(new Response('[{"id":1}]', { headers: { link } }))
    for await (const _ of client.pages.listChildren({ username: 'me', path: 'a/b' }));
    expect(urls).toEqual(['/n/me/a/b/-/namespaces', '/n/me/a/b/-/namespaces?page=2'])
  })

  test('pages end whatever a server answers', async () => {
    const links = fc.oneof(
      fc.string(),
      fc.nat().map((page) => `<?page=${page % 9}>; rel="next"`),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(links, { maxLength: 20 }), async (all) => {
        const usable = all.filter((link) => /^[\x20-\x7e]*$/.test(link))
        const { client, urls } = replaying(
          ...usable.map((link) => new Response('[{"id":1}]', { headers: { link } })),
        )
        for await (const _ of client.pages.listNamespaces());
        expect(urls.length).toBeLessThanOrEqual(usable.length + 1)
      }),
    )
  })

  test.each([
    [400, '{"name":["Name already exists"],"parent":["x","y"]}', 'record-invalid'],
    [400, '{"message":"No such user"}', 'api-failed'],
    [401, '{"message":"x"}', 'unauthenticated'],
    [403, '{"message":"x"}', 'forbidden'],
    [404, '{"message":"Not found"}', 'not-found'],
    [404, '<html>', 'not-found'],
    [409, '{"message":"x"}', 'conflict'],
    [502, '<html>bad gateway', 'api-failed'],
    [200, '<html>a login page', 'api-failed'],
    [500, 'null', 'api-failed'],
  ])('%d %s is an error of code %s', async (status, body, expected) => {
    const { client } = replaying(new Response(body, { status }))
    const error = await client
      .getNamespace({ username: 'me', path: 'djinn' })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: expected })
  })

  test('faults of fields come as issues, each with its field', async () => {
    const client = clientOf(setup())
    await expect(client.createNamespace({ name: 'x', parent: 'nowhere' })).rejects.toMatchObject({
      issues: [{ path: ['parent'], message: 'Could not find parent' }],
    })
  })

  test('names of users and handles are written as parts of a path', async () => {
    const { client, urls } = replaying(new Response('{}'))
    await client.getCollaborator({ username: '../a b', path: 'c/d', handle: 'x/y@z' })
    expect(urls).toEqual(['/n/..%2Fa%20b/c/d/-/collaborators/x%2Fy%40z'])
  })

  test.each([
    { username: '..', path: 'djinn' },
    { username: 'me', path: 'a/../b' },
    { username: '', path: 'djinn' },
    { username: 'me', path: '' },
  ])('%j cannot be written as a path', async (where) => {
    const { client, urls } = replaying()
    await expect(client.getNamespace(where)).rejects.toThrow(code('record-invalid'))
    expect(urls).toEqual([])
  })

  test('refuses an address that is none', () => {
    expect(() => createManagementClient({ baseUrl: 'example.com' })).toThrow(code('option-invalid'))
  })
})
