import { describe, test } from 'vitest'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { queueContract } from '../../src/testing/queue-contract.js'
import { open } from '../sqlite/open.js'

describe('the contract of queues', () => {
  queueContract({
    test,
    caps: { durability: 'fsync', transactions: true, perKeyLimit: 'global' },
    create: ({ clock }) => {
      const database = open()
      const store = sqliteStore(database, { clock })
      return {
        queue: sqliteQueue(database, { clock }),
        transaction: async (work) => store.transaction?.(work),
        end: async () => {
          await store.close()
          database.close()
        },
      }
    },
  })
})
