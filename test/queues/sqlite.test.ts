import { describe, expect, test } from 'vitest'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { fakeClock, queueContract } from 'hookstamp/testing'
import type { Claim } from '../../src/ports/queue.js'
import { newFile, open } from '../sqlite/open.js'

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

const ask = { max: 100, leaseMs: 1000, perKeyMax: 100 }
const idsOf = (claims: readonly { readonly id: string }[]): string[] => claims.map(({ id }) => id)
const itemsOf = (key: string, count: number, dueAt = 0) =>
  Array.from({ length: count }, (_, index) => ({ id: `${key}${String(index).padStart(5, '0')}`, key, dueAt }))

describe('a line longer than what is kept in memory', () => {
  test('comes in its order, with what comes in between and what is put off or given back', async () => {
    const clock = fakeClock(1000)
    const queue = sqliteQueue(open(), { clock })
    const late = itemsOf('a', 300, 500)
    await queue.enqueue(late)
    await queue.enqueue([{ id: 'first', key: 'a', dueAt: 1 }])
    await queue.enqueue([{ id: 'last', key: 'a', dueAt: 999 }])
    const [first, second] = await queue.claim({ ...ask, max: 2 })
    expect([first?.id, second?.id]).toEqual(['first', 'a00000'])
    await queue.settle(first as never, { retryAt: 600 })
    await queue.settle(second as never, 'release')
    await queue.remove(['a00001', 'a00299'])
    const ids: string[] = []
    for (;;) {
      const claims = await queue.claim({ ...ask, max: 7, perKeyMax: 7 })
      if (claims.length === 0) break
      ids.push(...idsOf(claims))
      for (const claim of claims) await queue.settle(claim, 'done')
    }
    const kept = idsOf(late).filter((id) => id !== 'a00001' && id !== 'a00299')
    expect(ids).toEqual([...kept, 'first', 'last'])
  })

  test('is found again after a restart, claimed or not, in turn with others', async () => {
    const file = newFile()
    const before = open(file)
    const queue = sqliteQueue(before)
    await queue.enqueue([...itemsOf('long', 500), ...itemsOf('b', 1), ...itemsOf('c', 2)])
    await queue.claim(ask)
    await queue.close()
    const after = sqliteQueue(open(file))
    expect(idsOf(await after.claim({ ...ask, max: 4 })).toSorted()).toEqual([
      'b00000',
      'c00000',
      'c00001',
      'long00000',
    ])
  })
})

describe('a transaction', () => {
  test('that is open hides what it has put in from a claim that would read it', async () => {
    const database = open()
    const store = sqliteStore(database)
    const queue = sqliteQueue(database)
    await queue.enqueue(itemsOf('a', 100))
    for (const claim of await queue.claim({ ...ask, max: 64 })) await queue.settle(claim, 'done')
    const ready = new Promise<void>((resolve) => void queue.onReady?.(resolve))
    await store
      .transaction?.(async (tx) => {
        await queue.enqueue([{ id: '0', key: 'a', dueAt: 0 }], { tx })
        expect(await queue.claim(ask)).toEqual([])
        throw new Error('on purpose')
      })
      ?.catch(() => {})
    await ready
    expect(idsOf(await queue.claim(ask))).toEqual(idsOf(itemsOf('a', 100).slice(64)))
  })

  test('of the host puts in when it is committed, and not when it is rolled back', async () => {
    const database = open()
    const queue = sqliteQueue(database)
    for (const [end, id] of [
      ['ROLLBACK', 'undone'],
      ['COMMIT', 'kept'],
    ] as const) {
      database.exec('BEGIN')
      await queue.enqueue([{ id, key: 'a', dueAt: 0 }], { tx: database })
      expect(await queue.claim(ask)).toEqual([])
      const ready = new Promise<void>((resolve) => void queue.onReady?.(resolve))
      database.exec(end)
      await ready
    }
    expect(idsOf(await queue.claim(ask))).toEqual(['kept'])
  })
})

test('queues of one name on one database are one, those of other names are others', async () => {
  const database = open()
  const [one, same, other] = [
    sqliteQueue(database),
    sqliteQueue(database),
    sqliteQueue(database, { name: 'inbox' }),
  ]
  await one.enqueue(itemsOf('a', 1))
  await other.enqueue(itemsOf('a', 1))
  const [claim] = await same.claim(ask)
  expect(await one.claim(ask)).toEqual([])
  expect(await one.settle(claim as never, 'done')).toBe(true)
  expect(await other.claim(ask)).toHaveLength(1)
  expect(() => sqliteQueue(database, { name: '' })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  )
})

test('what could not be written is not settled, and can be settled again', async () => {
  const database = open()
  const queue = sqliteQueue(database)
  await queue.enqueue(itemsOf('a', 1))
  const [claim] = await queue.claim(ask)
  database.exec('PRAGMA query_only = ON')
  await expect(queue.settle(claim as never, 'done')).rejects.toThrow(
    expect.objectContaining({ code: 'store-unavailable' }),
  )
  database.exec('PRAGMA query_only = OFF')
  expect(await queue.settle(claim as never, 'done')).toBe(true)
})

test.each([8, -8])(
  'leases last as long as they last, also when the clock is set by %i hours meanwhile',
  async (hours) => {
    const time = { now: 0, elapsed: 0 }
    const queue = sqliteQueue(open(), { clock: { now: () => time.now, elapsed: () => time.elapsed } })
    const request = { max: 10, leaseMs: 1000, perKeyMax: 10 }
    await queue.enqueue([{ id: 'a1', key: 'a', dueAt: 0 }])
    const [first] = await queue.claim(request)
    time.now += hours * 3_600_000
    expect(await queue.claim(request)).toEqual([])
    expect(await queue.nextDueAt()).toBe(time.now + 1000)
    time.elapsed += 1000
    time.now = 2000
    const [second] = await queue.claim(request)
    expect(second?.id).toBe('a1')
    expect(await queue.settle(first as Claim, 'done')).toBe(false)
    expect(await queue.settle(second as Claim, 'done')).toBe(true)
  },
)
