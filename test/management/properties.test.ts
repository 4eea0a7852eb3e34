/** Whatever is sent, the answer is one that the OpenAPI document has (`send` holds it to that), and never our fault. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryResources } from 'hookstamp/management'
import { routes } from '../../src/management/routes.js'
import { setup, type Setup } from './setup.js'

const fields = [
  'parent',
  'name',
  'description',
  'visibility',
  'external_id',
  'payload_url',
  'secret',
  'ssl',
  'active',
]
const more = [
  'events',
  'remove_secret',
  'overlap_seconds',
  'handle',
  'page',
  'search',
  'tag',
  'status',
  'state',
  'before',
]
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    'private',
    'public',
    'djinn',
    'me',
    'wallace',
    'https://example.com/',
    'build.*',
    true,
    0,
    1,
    null,
  ),
)
const body = fc.dictionary(fc.constantFrom(...fields, ...more), value)
const text = fc.oneof(fc.string(), fc.constantFrom('1', '2', '-1', 'passed', 'pending', 'x'))
const query = fc.dictionary(fc.constantFrom(...more), text)
const someone = fc.constantFrom('me', 'gordon.freeman', 'wallace', 'me namespace:read', null)
const part = fc.oneof(
  fc.constantFrom('me', 'djinn', 'part', '1', '2', '-', 'wallace'),
  fc.string({ maxLength: 8 }),
)

async function filled(): Promise<Setup> {
  const builds = [{ ...fixture('build.submitted').payload, namespace_id: 1 }]
  const s = setup({ resources: memoryResources({ builds }) })
  await s.send('POST /namespaces', { json: { name: 'djinn', visibility: 'internal' } })
  await s.send('POST /namespaces', { json: { name: 'part', parent: 'djinn' } })
  await s.send('POST /n/me/djinn/-/webhooks', { json: { payload_url: 'https://example.com/' } })
  await s.send('POST /n/me/djinn/-/invites', { json: { handle: 'gordon.freeman' } })
  await s.store.collaborators.add({ rootId: 1, userId: 3 })
  return s
}

const filledPath = (path: string): string =>
  path
    .replace(':username/:path', 'me/djinn')
    .replace(':id', '1')
    .replace(':handle', 'wallace')
    .replace(':delivery', 'x')

describe('every route', () => {
  test.each(Object.entries(routes))('%s takes anything', async (_id, { method, path }) => {
    const s = await filled()
    await fc.assert(
      fc.asyncProperty(body, query, someone, async (json, search, as) => {
        const where = `${filledPath(path)}?${new URLSearchParams(search)}`
        const answer = await s.send(`${method} ${where}`, {
          as,
          ...((method === 'POST' || method === 'PATCH') && { json }),
        })
        expect(answer.status, answer.text).not.toBe(500)
        // So that there is something to look at again.
        if (method === 'DELETE' && answer.status === 204) Object.assign(s, await filled())
      }),
      { numRuns: 60 },
    )
    expect(s.errors).toEqual([])
  })

  test('and there is none but these', async () => {
    const s = await filled()
    const parts = fc.array(part, { maxLength: 8 }).map((all) => all.map(encodeURIComponent).join('/'))
    const method = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS')
    await fc.assert(
      fc.asyncProperty(
        method,
        fc.constantFrom('n/', 'invites/', 'namespaces', ''),
        parts,
        async (verb, first, rest) => {
          // A dot would be resolved before it gets here.
          const path = `/${first}${rest}`.replace(/\/\.{1,2}(?=\/|$)/g, '/dots')
          expect((await s.send(`${verb} ${path}`)).status).toBeLessThan(500)
        },
      ),
    )
    expect(s.errors).toEqual([])
  })
})
