import { describe, expect, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { queueContract } from 'hookstamp/testing'
import type { Claim, Queue, QueueItem } from '../../src/ports/queue.js'

const caps = { durability: 'memory', transactions: false, perKeyLimit: 'local' } as const
type Options = Parameters<typeof queueContract>[0]
type Create = Options['create']

describe('memoryQueue', () => {
  queueContract({ test, create: memoryQueue, caps })
})

describe('memoryQueue, as an engine whose clock is its own', () => {
  const create: Create = () => memoryQueue()
  queueContract({ test, create, caps, realTime: { leaseMs: 60, graceMs: 40 } })
})

/** Runs the suite against a queue; tells which cases fail. */
async function failures(create: Create, options: Partial<Options> = {}): Promise<string[]> {
  const cases: [string, () => Promise<void>][] = []
  queueContract({ test: (name, run) => cases.push([name, run]), create, caps, ...options })
  const failed: string[] = []
  for (const [name, run] of cases) await run().catch(() => failed.push(name))
  return failed
}

/** One fault, in an otherwise right queue. */
type Fault = (queue: Queue, now: () => number) => Partial<Queue>

const withFault =
  (fault: Fault): Create =>
  ({ clock }) => {
    const queue = memoryQueue({ clock })
    return { ...queue, ...fault(queue, () => clock.now()) }
  }

/** Hands out in one order for all keys: the oldest first. */
const oneLine: Fault = (queue) => {
  const keys = new Map<string, string>()
  return {
    enqueue: (items, options) => {
      for (const item of items) keys.set(item.id, item.key)
      return queue.enqueue(
        items.map((item) => ({ ...item, key: 'all' })),
        options,
      )
    },
    claim: async (request) =>
      (await queue.claim({ ...request, skipKeys: new Set() })).map((claim) => ({
        ...claim,
        key: keys.get(claim.id) ?? '',
      })),
  }
}

/** Reads, waits a turn, and writes: two that ask at once read the same. */
const readsBeforeItWrites: Fault = (queue) => {
  let asking: Promise<readonly Claim[]> | undefined
  return {
    claim: (request) => {
      asking ??= Promise.resolve(queue.claim(request)).finally(() => {
        asking = undefined
      })
      return asking
    },
  }
}

describe('fails a queue', () => {
  test('but not one that keeps to it', async () => {
    expect(await failures(withFault(() => ({})))).toEqual([])
  })

  test.each<[string, RegExp, Fault]>([
    ['serves all keys in one line', /crowd out other keys/, oneLine],
    [
      'has no limit for a key',
      /more items of a key/,
      ({ claim }) => ({ claim: (q) => claim({ ...q, perKeyMax: 999 }) }),
    ],
    [
      'hands out more than asked for',
      /no more than asked/,
      ({ claim }) => ({ claim: (q) => claim({ ...q, max: 999 }) }),
    ],
    [
      'passes over nothing',
      /passes over the keys/,
      ({ claim }) => ({ claim: (q) => claim({ ...q, skipKeys: new Set() }) }),
    ],
    [
      'hands out the newest first',
      /oldest first/,
      ({ enqueue }) => ({ enqueue: (items, o) => enqueue(items.toReversed(), o) }),
    ],
    [
      'hands out at once what is for later',
      /before its time/,
      ({ enqueue }, now) => ({
        enqueue: (items, o) =>
          enqueue(
            items.map((item) => ({ ...item, dueAt: now() })),
            o,
          ),
      }),
    ],
    [
      'loses all but the first of many',
      /a thousand items/,
      ({ enqueue }) => ({ enqueue: (items, o) => enqueue(items.slice(0, 500), o) }),
    ],
    ['hands one item to several that ask at once', /one of many that ask/, readsBeforeItWrites],
    [
      'believes any token',
      /a token of its own/,
      ({ claim, settle }) => {
        const newest = new Map<string, Claim>()
        return {
          claim: async (q) => {
            const claims = await claim(q)
            for (const one of claims) newest.set(one.id, one)
            return claims
          },
          settle: (one, as) => settle(newest.get(one.id) ?? one, as),
        }
      },
    ],
    [
      'says that it settled whatever happened',
      /settles a claim once/,
      ({ settle }) => ({ settle: async (c, as) => (await settle(c, as), true) }),
    ],
    [
      'puts what is given back at the end',
      /in its old place/,
      ({ settle }, now) => ({ settle: (c, as) => settle(c, as === 'release' ? { retryAt: now() } : as) }),
    ],
    [
      'brings back at once what was put off',
      /not before its time/,
      ({ settle }) => ({ settle: (c, as) => settle(c, typeof as === 'object' ? 'release' : as) }),
    ],
    [
      'forgets what was put off',
      /brings back what is put off/,
      ({ settle }) => ({ settle: (c, as) => settle(c, typeof as === 'object' ? 'done' : as) }),
    ],
    [
      'brings back what is done',
      /is over with what is done/,
      ({ settle }) => ({ settle: (c, as) => settle(c, as === 'done' ? 'release' : as) }),
    ],
    [
      'takes an id twice',
      /put in again while it waits/,
      ({ enqueue }) => {
        let copies = 0
        return {
          enqueue: (items, o) =>
            enqueue(
              items.map((item) => ({ ...item, id: `${item.id} ${copies++}` })),
              o,
            ),
        }
      },
    ],
    [
      'takes an id again while it is claimed',
      /put in again while it is claimed/,
      (queue) => {
        const claimed = new Map<string, Claim>()
        const enqueue = async (items: readonly QueueItem[]): Promise<void> => {
          for (const { id } of items) {
            const claim = claimed.get(id)
            if (claim !== undefined) await queue.settle(claim, 'release')
          }
          await queue.enqueue(items)
        }
        const claim: Queue['claim'] = async (q) => {
          const claims = await queue.claim(q)
          for (const one of claims) claimed.set(one.id, one)
          return claims
        }
        return { enqueue, claim }
      },
    ],
    [
      'takes an id once for ever',
      /takes an id again/,
      ({ enqueue }) => {
        const seen = new Set<string>()
        return {
          enqueue: (items, o) =>
            enqueue(
              items.filter(({ id }) => !seen.has(id) && seen.add(id)),
              o,
            ),
        }
      },
    ],
    ['takes nothing out', /takes waiting items out/, () => ({ remove: () => {} })],
    ['never ends a lease', /run out/, ({ claim }) => ({ claim: (q) => claim({ ...q, leaseMs: 1e9 }) })],
    [
      'ends every lease at once',
      /each lease at its own time/,
      ({ claim }) => ({ claim: (q) => claim({ ...q, leaseMs: Math.min(q.leaseMs, 1000) }) }),
    ],
    ['renews nothing', /keeps a renewed lease/, () => ({ extend: () => true })],
    ['renews what is lost', /holder of a lost lease/, () => ({ extend: () => true })],
    [
      'tells that an item falls due too late',
      /when the next item falls due/,
      ({ nextDueAt }) => ({ nextDueAt: async () => ((await nextDueAt()) ?? 0) + 60_000 }),
    ],
    [
      'ignores the transaction',
      /refuses every transaction/,
      ({ enqueue }) => ({ enqueue: (items) => enqueue(items) }),
    ],
    ['calls nobody back', /calls back/, () => ({ onReady: () => () => {} })],
    [
      'never stops calling back',
      /calls back/,
      ({ onReady }) => ({ onReady: (callback) => (onReady?.(callback), () => {}) }),
    ],
    ['says nothing of its health', /what an operator should know/, () => ({ health: () => [''] })],
    [
      'loses keys that are names of the language',
      /any text for a key/,
      ({ enqueue }) => ({
        enqueue: (items, o) =>
          enqueue(
            items.filter(({ key }) => !(key in {})),
            o,
          ),
      }),
    ],
  ])('that %s', async (_, expected, fault) => {
    expect((await failures(withFault(fault))).join('\n')).toMatch(expected)
  })

  test('that declares what it is not', async () => {
    const failed = await failures(memoryQueue, { caps: { ...caps, durability: 'fsync' } })
    expect(failed.length).toBeGreaterThan(40)
  })

  test('that forgets transactions, or keeps what is rolled back', async () => {
    const scope = {}
    /** Puts in what a transaction has collected when that is committed. */
    const transactional =
      (fault: 'none' | 'forgets' | 'keeps'): Create =>
      ({ clock }) => {
        const queue = memoryQueue({ clock })
        const open = new Map<unknown, QueueItem[]>()
        return {
          queue: {
            ...queue,
            caps: { ...queue.caps, transactions: scope },
            enqueue: (items, { tx } = {}) => {
              if (tx === undefined || fault === 'keeps') return queue.enqueue(items)
              const collected = open.get(tx)
              if (collected === undefined) return queue.enqueue(items, { tx })
              collected.push(...items)
            },
          },
          transaction: async (work) => {
            const tx = {}
            open.set(tx, [])
            await work(tx)
            if (fault === 'none') await queue.enqueue(open.get(tx) ?? [])
          },
        }
      }
    const options = { caps: { ...caps, transactions: true } }
    expect(await failures(transactional('none'), options)).toEqual([])
    expect(await failures(transactional('forgets'), options)).toEqual([
      expect.stringMatching(/once that is committed/),
    ])
    expect(await failures(transactional('keeps'), options)).toEqual([
      expect.stringMatching(/that is rolled back/),
      expect.stringMatching(/no transaction it can join/),
    ])
  })

  test('whose processes do not know of each other', async () => {
    const options = { shared: true, caps: { ...caps, perKeyLimit: 'global' } } as const
    const same: Create = ({ clock }) => {
      const queue = { ...memoryQueue({ clock }), caps: options.caps }
      return { queue, others: [{ ...queue }] }
    }
    expect(await failures(same, options)).toEqual([])
    const apart: Create = ({ clock }) => {
      const [queue, other] = [memoryQueue({ clock }), memoryQueue({ clock })].map((one) => ({
        ...one,
        caps: options.caps,
      }))
      return { queue: queue as Queue, others: [other as Queue] }
    }
    expect((await failures(apart, options)).join('\n')).toMatch(/put in at once[^]*every process/)
    const perProcess: Create = (given) => {
      const { queue, others } = same(given) as { queue: Queue; others: Queue[] }
      const claim: Queue['claim'] = (q) => queue.claim({ ...q, perKeyMax: 2 * q.perKeyMax })
      return { queue: { ...queue, claim }, others }
    }
    expect((await failures(perProcess, options)).join('\n')).toMatch(/over all processes/)
  })
})

describe('cases that an engine cannot keep', () => {
  test('are left out by name, with the reason in the report', async () => {
    const names: string[] = []
    const skip = { 'lets keys take turns from claim to claim': 'it has no turns' }
    queueContract({ test: (name) => void names.push(name), create: memoryQueue, caps, skip })
    expect(names).toContain('lets keys take turns from claim to claim (not tested: it has no turns)')
    expect(await failures(withFault(oneLine), { skip })).not.toContain(
      'lets keys take turns from claim to claim',
    )
  })

  test('have to exist', () => {
    const skip = { 'is fast': 'it is slow' }
    expect(() => queueContract({ test: () => {}, create: memoryQueue, caps, skip })).toThrow(
      /no case "is fast"/,
    )
  })
})
