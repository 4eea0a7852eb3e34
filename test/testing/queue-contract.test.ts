import { describe, expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { queueContract } from '../../src/testing/queue-contract.js'

const caps = { durability: 'memory', transactions: false, perKeyLimit: 'local' } as const

describe('memoryQueue', () => {
  queueContract({ test, create: memoryQueue, caps })
})
