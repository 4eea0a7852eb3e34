import { expect, test } from 'vitest'
import { createGroup } from '../../src/dispatcher/group.js'
import type { Delivery, NewEvent } from '../../src/ports/delivery.js'

const eventsOf = (...ids: string[]): NewEvent[] => ids.map((id) => withDeliveries(id, 1))
const withDeliveries = (id: string, count: number): NewEvent =>
  ({
    event: { id },
    deliveries: Array.from({ length: count }, (): Partial<Delivery> => ({})),
  }) as unknown as NewEvent

/** A write that ends when the test says so. */
function setup(refused: (ids: readonly string[]) => boolean = () => false) {
  const writes: string[][] = []
  const ends: (() => void)[] = []
  const write = async (events: readonly NewEvent[]): Promise<readonly string[]> => {
    const ids = events.map(({ event }) => event.id)
    writes.push(ids)
    await new Promise<void>((resolve) => ends.push(resolve))
    if (refused(ids)) throw new Error(`refused ${ids.join()}`)
    return ids.map((id) => `stored ${id}`)
  }
  const endAll = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) {
      await undefined
      ends.splice(0).forEach((end) => end())
    }
  }
  return { group: createGroup(write), writes, endAll }
}

test('what is asked for at the same time is one write; what comes meanwhile is the next', async () => {
  const { group, writes, endAll } = setup()
  const first = [group(eventsOf('a', 'b'), undefined), group(eventsOf('c'), undefined)]
  await undefined
  await undefined
  const second = [group(eventsOf('d'), undefined), group(eventsOf('e'), undefined)]
  expect(writes).toEqual([['a', 'b', 'c']])
  await endAll()
  expect(await Promise.all(first)).toEqual([['stored a', 'stored b'], ['stored c']])
  expect(await Promise.all(second)).toEqual([['stored d'], ['stored e']])
  expect(writes).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e'],
  ])
  const third = group(eventsOf('f'), undefined)
  await endAll()
  expect(await third).toEqual(['stored f'])
})

test('one that cannot be written fails alone', async () => {
  const { group, writes, endAll } = setup((ids) => ids.includes('bad'))
  const asked = ['a', 'bad', 'c'].map((id) => group(eventsOf(id), undefined))
  await endAll()
  const results = await Promise.allSettled(asked)
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value[0] : 'failed'))).toEqual([
    'stored a',
    'failed',
    'stored c',
  ])
  expect(results[1]).toMatchObject({ reason: expect.objectContaining({ message: 'refused bad' }) })
  expect(writes).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']])
  // Alone there is nothing to be tried again.
  const alone = group(eventsOf('bad'), undefined)
  await Promise.all([endAll(), expect(alone).rejects.toThrow('refused bad')])
  expect(writes).toHaveLength(5)
})

test('a write is bounded by events and by deliveries, and holds one emission at least', async () => {
  const { group, writes, endAll } = setup()
  const asked = [
    ...Array.from({ length: 300 }, (_, index) => group(eventsOf(`e${index}`), undefined)),
    group([withDeliveries('broad', 5000)], undefined),
    group([withDeliveries('narrow', 1)], undefined),
  ]
  await endAll()
  await Promise.all(asked)
  expect(writes.map((ids) => ids.length)).toEqual([256, 44, 1, 1])
})

test('what is called off while it waits is not written', async () => {
  const { group, writes, endAll } = setup()
  const going = group(eventsOf('a'), undefined)
  await undefined
  await undefined
  const caller = new AbortController()
  const waiting = [group(eventsOf('b'), caller.signal), group(eventsOf('c'), undefined)]
  const refused = expect(waiting[0]).rejects.toThrow('changed my mind')
  caller.abort(new Error('changed my mind'))
  await endAll()
  await Promise.all([going, refused, waiting[1]])
  expect(writes).toEqual([['a'], ['c']])
})
