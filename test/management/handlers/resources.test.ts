import { describe, expect, test } from 'vitest'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryResources } from 'hookstamp/management'
import type { ResourceQuery } from '../../../src/management/resources.js'
import { linkOf, setup, type Setup } from '../setup.js'

const at = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString().replace('.000', '')
const entity = { namespace_id: 1 }
const build = (id: number, changes: object = {}) => ({
  ...fixture('build.submitted').payload,
  ...entity,
  id,
  created_at: at(id),
  tags: [`tag${id}`],
  ...changes,
})
const image = (id: number, name: string) => ({
  ...fixture('images').payload.image,
  ...entity,
  id,
  name,
  created_at: at(id),
})
const object = (id: number, name: string) => ({ ...fixture('objects').payload.object, ...entity, id, name })
const variable = (id: number, key: string, changes: object = {}) => ({
  ...fixture('variables').payload.variable,
  ...entity,
  id,
  key,
  ...changes,
})
const sshKey = (id: number, name: string) => ({ ...fixture('ssh_keys').payload.key, ...entity, id, name })

async function withResources(content: Parameters<typeof memoryResources>[0]): Promise<Setup> {
  const s = setup({ resources: memoryResources(content) })
  await s.send('POST /namespaces', { json: { name: 'djinn', visibility: 'public' } })
  return s
}
const list = async (s: Setup, thing: string, key = 'id') =>
  (await s.send(`GET /n/me/djinn/-/${thing}`)).body.map((one: Record<string, unknown>) => one[key])

describe('builds', () => {
  test('the newest first, page by page', async () => {
    const builds = Array.from({ length: 30 }, (_, n) => build(n + 1))
    const s = await withResources({ builds: [...builds, build(99, { namespace_id: 2 })] })
    const first = await s.send('GET /n/me/djinn/-/builds')
    expect(first.body.map(({ id }: { id: number }) => id)).toEqual(
      Array.from({ length: 25 }, (_, n) => 30 - n),
    )
    expect(linkOf(first, 'next')).toBe('/n/me/djinn/-/builds?page=2')
    expect(await list(s, 'builds?page=2')).toEqual([5, 4, 3, 2, 1])
  })

  test('by tag, part of a tag, and status', async () => {
    const builds = [
      build(1, { tags: ['golang'], status: 'passed' }),
      build(2, { tags: ['Go'], status: 'passed_with_failures' }),
      build(3, { tags: [], status: 'queued' }),
    ]
    const s = await withResources({ builds })
    expect(await list(s, 'builds?tag=Go')).toEqual([2])
    expect(await list(s, 'builds?search=gO')).toEqual([2, 1])
    // The server answers with passed_with_failures as well; the document does not.
    expect(await list(s, 'builds?status=passed')).toEqual([1])
    expect(await list(s, 'builds?status=queued&search=go')).toEqual([])
    const wrong = await s.send('GET /n/me/djinn/-/builds?status=lost')
    expect([wrong.status, Object.keys(wrong.body)]).toEqual([400, ['status']])
  })
})

test('images come newest first, the others by name', async () => {
  const s = await withResources({
    images: [image(1, 'centos'), image(2, 'alpine')],
    objects: [object(1, 'crowbar'), object(2, 'beam')],
    variables: [variable(1, 'PGADDR'), variable(2, 'LOCALE')],
    keys: [sshKey(1, 'work'), sshKey(2, 'home')],
  })
  expect(await list(s, 'images', 'name')).toEqual(['alpine', 'centos'])
  expect(await list(s, 'objects', 'name')).toEqual(['beam', 'crowbar'])
  expect(await list(s, 'variables', 'key')).toEqual(['LOCALE', 'PGADDR'])
  expect(await list(s, 'keys', 'name')).toEqual(['home', 'work'])
  expect(await list(s, 'images?search=CENT', 'name')).toEqual(['centos'])
  expect(await list(s, 'objects?search=ea', 'name')).toEqual(['beam'])
  expect(await list(s, 'variables?search=pg', 'key')).toEqual(['PGADDR'])
  expect(await list(s, 'keys?search=%25', 'name')).toEqual([])
})

test('values of masked variables are shown to nobody', async () => {
  const s = await withResources({ variables: [variable(1, 'TOKEN', { masked: true, value: 'canary' })] })
  const { text, body } = await s.send('GET /n/me/djinn/-/variables')
  expect(text).not.toContain('canary')
  expect(body[0].value).toBe('xxxxxx')
})

test('a host without resources has none to list, and one with is told who asks', async () => {
  const s = setup()
  await s.send('POST /namespaces', { json: { name: 'djinn', visibility: 'public' } })
  for (const thing of ['builds', 'images', 'objects', 'variables', 'keys']) {
    expect(await list(s, thing)).toEqual([])
  }
  const asked: ResourceQuery[] = []
  const images = (query: ResourceQuery) => {
    asked.push(query)
    return { items: [], hasMore: false }
  }
  const telling = setup({ store: s.store, resources: { images } })
  await telling.send('GET /n/me/djinn/-/images?page=3')
  await telling.send('GET /n/me/djinn/-/images', { as: null })
  expect(asked).toMatchObject([
    { isMember: true, offset: 50, limit: 25, namespace: { id: 1 } },
    { isMember: false, offset: 0, limit: 25 },
  ])
})
