import { expect, it } from 'vitest'
import { batched } from '../../src/postgres/batch.js'

/** Writes that end when told. */
function writer() {
  const batches: string[][] = []
  const ends: ((error?: unknown) => void)[] = []
  const write = (items: readonly string[]): Promise<readonly string[]> => {
    batches.push([...items])
    return new Promise((resolve, reject) => {
      ends.push((error) =>
        error === undefined ? resolve(items.map((item) => item + '!')) : reject(error as Error),
      )
    })
  }
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const end = async (error?: unknown): Promise<void> => {
    ends.shift()?.(error)
    await settled()
  }
  return { batches, write, end, settled }
}

it('gathers what is asked for in one turn, and while a write is under way', async () => {
  const { batches, write, end, settled } = writer()
  const run = batched(
    write,
    (item) => item,
    () => true,
  )
  const first = [run('a'), run('b')]
  await settled()
  const later = [run('c'), run('d'), run('e')]
  await settled()
  expect(batches).toEqual([['a', 'b']])
  await end()
  expect(await Promise.all(first)).toEqual(['a!', 'b!'])
  expect(batches).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ])
  await end()
  expect(await Promise.all(later)).toEqual(['c!', 'd!', 'e!'])
})

it('writes items of one key one after the other', async () => {
  const { batches, write, end, settled } = writer()
  const run = batched(
    write,
    (item) => item[0] as string,
    () => true,
  )
  const all = ['a1', 'a2', 'b1', 'a3'].map(run)
  await settled()
  for (let n = 0; n < 3; n++) await end()
  expect(await Promise.all(all)).toEqual(['a1!', 'a2!', 'b1!', 'a3!'])
  expect(batches).toEqual([['a1', 'b1'], ['a2'], ['a3']])
})

it('lets one that cannot be written fail alone', async () => {
  const { batches, write, end, settled } = writer()
  const wrong = new Error('wrong')
  const run = batched(
    write,
    (item) => item,
    (error) => error === wrong,
  )
  const all = Promise.allSettled(['a', 'b'].map(run))
  await settled()
  await end(wrong)
  await end()
  await end(wrong)
  expect(await all).toEqual([
    { status: 'fulfilled', value: 'a!' },
    { status: 'rejected', reason: wrong },
  ])
  expect(batches).toEqual([['a', 'b'], ['a'], ['b']])
})

it('fails all when the database is gone, and goes on afterwards', async () => {
  const { batches, write, end, settled } = writer()
  const gone = new Error('gone')
  const run = batched(
    write,
    (item) => item,
    () => false,
  )
  const all = Promise.allSettled(['a', 'b'].map(run))
  await settled()
  await end(gone)
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = run('c')
  await settled()
  await end()
  expect(await next).toBe('c!')
  expect(batches).toEqual([['a', 'b'], ['c']])
})

it('takes no more than fits one statement', async () => {
  const { batches, write, end, settled } = writer()
  const run = batched(
    write,
    (item) => item,
    () => true,
  )
  const all = Array.from({ length: 250 }, (_, index) => run(String(index)))
  await settled()
  await end()
  await end()
  await Promise.all(all)
  expect(batches.map((batch) => batch.length)).toEqual([200, 50])
})
