/** The API over every store: what belongs together is written together, and events reach their webhooks. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Queue, Store } from 'hookstamp'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { memoryQueue } from 'hookstamp/queues/memory'
import { memoryStore } from 'hookstamp/stores/memory'
import { postgresStore } from 'hookstamp/stores/postgres'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase } from '../services/postgres-database.js'
import { open } from '../sqlite/open.js'
import { gordon, setup, type Setup } from './setup.js'

interface Kept {
  readonly store: Store
  readonly queue: Queue
}

const kinds: readonly {
  readonly name: string
  readonly missing: string | undefined
  readonly open: () => Promise<Kept>
}[] = [
  {
    name: 'memory',
    missing: undefined,
    open: async () => ({ store: memoryStore(), queue: memoryQueue() }),
  },
  {
    name: 'SQLite',
    missing: undefined,
    open: async () => {
      const database = open()
      const kept = { store: sqliteStore(database), queue: sqliteQueue(database) }
      onTestFinished(async () => {
        await kept.queue.close()
        await kept.store.close()
      })
      return kept
    },
  },
  {
    name: 'PostgreSQL',
    missing: noDatabase,
    open: async () => {
      const schema = newSchema()
      const store = postgresStore(pool, { schema })
      onTestFinished(async () => {
        await store.close()
        await dropSchema(pool, schema)
      })
      return { store, queue: memoryQueue() }
    },
  },
]

let pool: ReturnType<typeof newPool>
beforeAll(() => {
  pool = newPool()
})
afterAll(() => pool.end())

describe.each(kinds)('over $name', (kind) => {
  describe.skipIf(isLeftOut(`the management API over ${kind.name}`, kind.missing))('the API', () => {
    const ready = async (): Promise<Setup & { heard: () => Promise<string[]> }> => {
      const s = setup(await kind.open())
      const { dispatcher, transport } = s
      const heard = async (): Promise<string[]> => {
        await dispatcher.drain()
        return transport.requests
          .map(({ url, headers, body }) => {
            const { action = '', namespace } = JSON.parse(new TextDecoder().decode(body))
            return [url.split('/').at(-1), headers['X-Djinn-CI-Event'], action, namespace.path].join(' ')
          })
          .toSorted()
      }
      return { ...s, heard }
    }
    const plant = async (s: Setup): Promise<void> => {
      for (const [parent, name] of [
        ['', 'top'],
        ['top', 'mid'],
        ['top/mid', 'low'],
      ] as const) {
        await s.send('POST /namespaces', { json: { parent, name } })
        const at = parent === '' ? name : `${parent}/${name}`
        const answer = await s.send(`POST /n/me/${at}/-/webhooks`, {
          json: { payload_url: `https://example.com/${name}`, secret: 's3cret' },
        })
        expect(answer.status).toBe(201)
      }
    }

    test('does all of it, and tells who is to hear', async () => {
      const s = await ready()
      await plant(s)
      await s.send('PATCH /n/me/top', { json: { visibility: 'public' } })
      await s.send('POST /n/me/top/-/invites', { json: { handle: gordon.email } })
      const [invite] = (await s.send('GET /invites', { as: gordon.username })).body
      expect((await s.send(`PATCH /invites/${invite.id}`, { as: gordon.username })).status).toBe(200)
      const listed = await s.send('GET /namespaces?search=MID', { as: gordon.username })
      expect(listed.body.map(({ path }: { path: string }) => path)).toEqual(['top/mid', 'top/mid/low'])
      // What is still to be sent to a webhook that is deleted would be called off.
      await s.heard()
      expect((await s.send('DELETE /n/me/top/mid')).status).toBe(204)
      expect((await s.send('GET /n/me/top/mid/low')).status).toBe(404)
      expect(await s.heard()).toEqual([
        'low namespaces deleted top/mid/low',
        'low namespaces updated top/mid/low',
        'mid namespaces created top/mid/low',
        'mid namespaces deleted top/mid',
        'mid namespaces deleted top/mid/low',
        'mid namespaces updated top/mid',
        'top invite.accepted  top',
        'top invite.sent  top',
        'top namespaces created top/mid',
        'top namespaces deleted top/mid',
        'top namespaces updated top',
      ])
    })

    test('where the store has transactions, what cannot be announced is not done', async () => {
      const s = await ready()
      await plant(s)
      if (s.store.transaction === undefined) return
      const broken = setup({
        store: s.store,
        queue: memoryQueue(),
        dispatcher: { ...s.dispatcher, emitMany: () => Promise.reject(new Error('canary')) },
      })
      for (const [line, json] of [
        ['POST /namespaces', { name: 'new', parent: 'top' }],
        ['PATCH /n/me/top', { visibility: 'public' }],
        ['POST /n/me/top/mid/-/move', {}],
        ['DELETE /n/me/top', undefined],
        ['POST /n/me/top/-/invites', { handle: 'wallace' }],
      ] as const) {
        const answer = await broken.send(line, { json })
        expect([answer.status, answer.body], line).toEqual([500, { message: 'Something went wrong' }])
      }
      const paths = (await s.send('GET /namespaces')).body.map(
        (one: { path: string; visibility: string }) => [one.path, one.visibility],
      )
      expect(paths).toEqual(['top', 'top/mid', 'top/mid/low'].map((path) => [path, 'private']))
      expect((await s.send('GET /n/me/top/-/invites')).body).toEqual([])
    })

    test('of two at once of one name, one wins', async () => {
      const s = await ready()
      const names = [1, 2, 3, 4].map(() => s.send('POST /namespaces', { json: { name: 'djinn' } }))
      expect((await Promise.all(names)).map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400])
      const invites = [1, 2, 3].map(() =>
        s.send('POST /n/me/djinn/-/invites', { json: { handle: 'wallace' } }),
      )
      expect((await Promise.all(invites)).map(({ status }) => status).toSorted()).toEqual([201, 400, 400])
    })
  })
})
