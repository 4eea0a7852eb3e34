import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest'
import { postgresStore } from 'hookstamp/stores/postgres'
import { storeContract } from 'hookstamp/testing'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newSchema, postgresKinds, type PostgresDatabase } from '../services/postgres-database.js'
import { newEvent } from './new-event.js'

// Each case makes a schema; PGlite on a busy machine takes seconds for it.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

describe.each(postgresKinds)('postgresStore on $name', (kind) => {
  describe.skipIf(isLeftOut(`postgresStore on ${kind.name}`, kind.missing))('keeps the contract', () => {
    let opened: PostgresDatabase
    beforeAll(async () => {
      opened = await kind.open()
    }, 60_000)
    afterAll(() => opened?.end())

    it('never counts fewer attempts than were begun, whoever comes late', async () => {
      const schema = newSchema()
      const store = postgresStore(opened.client, { schema })
      await store.deliveries.add([newEvent({ id: 1, namespaceId: 1 }, 'late')])
      const deliveryId = 'late-delivery'
      const rest = { durationNs: null, timings: null, requestHeaders: {}, response: null, error: null }
      for (const number of [1, 2, 1]) {
        await store.deliveries.begin({ deliveryId, number, outcome: 'unknown', startedAt: 1, ...rest })
      }
      expect(await store.deliveries.get(deliveryId)).toMatchObject({ attempts: 2 })
      await dropSchema(opened.client, schema)
    })

    storeContract({
      test,
      caps: { durability: 'fsync', transactions: true },
      shared: true,
      inbox: true,
      create: ({ clock }) => {
        const schema = newSchema()
        const { client, other } = opened
        return {
          store: postgresStore(client, { schema, clock }),
          others: [postgresStore(other, { schema, clock })],
          end: () => dropSchema(client, schema),
        }
      },
    })
  })
})
