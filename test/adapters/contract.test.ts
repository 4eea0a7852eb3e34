/** What the contract is good for: a sound adapter passes it, and of the broken ones each fails where it is wrong. */
import { describe, it } from 'vitest'
import { brokenAdapters } from './broken-adapters.js'
import { adapterContract, contractOf, type AdapterUnderTest } from './contract.js'
import { plainAdapter } from './plain-adapter.js'

adapterContract('an adapter of one’s own', plainAdapter())

// What hangs does so for ever, and only time tells; sound adapters pass a case within milliseconds.
const HANGS_AFTER_MS = 3000

/** The titles of the cases that an adapter fails, each on a server of its own: what hangs must not spoil the next. */
async function failuresOf(adapter: AdapterUnderTest): Promise<readonly string[]> {
  const titles = [...contractOf(adapter).cases.keys()]
  const failures = await Promise.all(
    titles.map(async (title) => {
      const { cases, start, stop } = contractOf(adapter)
      await start()
      const run = cases.get(title) as () => Promise<void>
      const hasPassed = await inTime(run().then(() => true)).catch(() => false)
      await stop()
      return hasPassed ? [] : [title]
    }),
  )
  return failures.flat()
}

function inTime<T>(running: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('hung')), HANGS_AFTER_MS)
    running.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

describe.concurrent('the contract of adapters fails one that', () => {
  for (const [wrong, { habits, noticedBy, besides }] of Object.entries(brokenAdapters)) {
    it(wrong, { timeout: 20_000 }, async ({ expect }) => {
      const failures = await failuresOf(plainAdapter(habits))
      expect(failures).toEqual(expect.arrayContaining([...noticedBy]))
      expect(failures.filter((title) => !noticedBy.includes(title) && besides?.test(title) !== true)).toEqual(
        [],
      )
    })
  }
})
