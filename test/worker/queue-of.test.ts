import { expect, test } from 'vitest'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock } from 'hookstamp/testing'
import { queueOf } from '../../src/worker/queue-of.js'

test('a store in memory gets a queue in memory, any other needs its own', () => {
  const store = memoryStore()
  expect(queueOf(store, fakeClock()).caps.durability).toBe('memory')
  const lasting = { ...store, caps: { ...store.caps, durability: 'server' } as const }
  expect(() => queueOf(lasting, fakeClock())).toThrow(expect.objectContaining({ code: 'queue-required' }))
})
