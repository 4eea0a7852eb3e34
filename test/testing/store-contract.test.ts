import { describe, expect, test } from 'vitest'
import { memoryStore } from 'hookstamp/stores/memory'
import { storeContract } from '../../src/testing/store-contract.js'

const caps = { durability: 'memory', transactions: false } as const

describe('memoryStore', () => {
  storeContract({ test, create: memoryStore, caps, inbox: true })
})
