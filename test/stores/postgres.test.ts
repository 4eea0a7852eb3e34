import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import { postgresStore } from 'hookstamp/stores/postgres'
import { storeContract } from 'hookstamp/testing'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newSchema, postgresKinds, type PostgresDatabase } from '../services/postgres-database.js'

// Each case makes a schema; PGlite on a busy machine takes seconds for it.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

describe.each(postgresKinds)('postgresStore on $name', (kind) => {
  describe.skipIf(isLeftOut(`postgresStore on ${kind.name}`, kind.missing))('keeps the contract', () => {
    let opened: PostgresDatabase
    beforeAll(async () => {
      opened = await kind.open()
    }, 60_000)
    afterAll(() => opened?.end())

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
