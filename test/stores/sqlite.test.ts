import { describe, test } from 'vitest'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { storeContract } from '../../src/testing/store-contract.js'
import { open } from '../sqlite/open.js'

describe('the contract of stores', () => {
  storeContract({
    test,
    caps: { durability: 'fsync', transactions: true },
    inbox: true,
    create: ({ clock }) => {
      const database = open()
      return { store: sqliteStore(database, { clock }), end: () => void database.close() }
    },
  })
})
