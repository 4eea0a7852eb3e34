import Database from 'libsql'
import { describe, expect, test } from 'vitest'
import { memoryStore } from 'hookstamp/stores/memory'
import { storeContract } from 'hookstamp/testing'
import type { DeliveryStore } from '../../src/ports/delivery.js'
import type { InboxStore } from '../../src/ports/inbox.js'
import type { NamespaceStore } from '../../src/ports/namespace.js'
import type { Store } from '../../src/ports/store.js'
import type { Webhook, WebhookHealth, WebhookStore } from '../../src/ports/webhook.js'
import { sqliteStore } from '../../src/stores/sqlite.js'

const caps = { durability: 'memory', transactions: false } as const
type Options = Parameters<typeof storeContract>[0]
type Create = Options['create']

describe('memoryStore', () => {
  storeContract({ test, create: memoryStore, caps, inbox: true })
})

/** Runs the suite against a store; tells which cases fail, or hang. */
async function failures(
  create: Create,
  options: Partial<Options> = {},
  isMeant: (name: string) => boolean = () => true,
): Promise<string[]> {
  const cases: [string, () => Promise<void>][] = []
  storeContract({ test: (name, run) => cases.push([name, run]), create, caps, inbox: true, ...options })
  const failed: string[] = []
  for (const [name, run] of cases.filter(([each]) => isMeant(each))) {
    const late = new Promise<never>((_, fail) => setTimeout(() => fail(new Error('it hangs')), 2000).unref())
    await Promise.race([run(), late]).catch(() => failed.push(name))
  }
  return failed
}

interface Parts {
  readonly store?: Partial<Store>
  readonly namespaces?: Partial<NamespaceStore>
  readonly webhooks?: Partial<WebhookStore>
  readonly deliveries?: Partial<DeliveryStore>
  readonly inbox?: Partial<InboxStore>
}

/** One fault, in an otherwise right store. */
type Fault = (parts: Required<Omit<Parts, 'store'>> & Store & { readonly inbox: InboxStore }) => Parts

function broken(store: Store, fault: Fault): Store {
  const inbox = store.inbox as InboxStore
  const parts = fault({ ...store, inbox })
  return {
    ...store,
    namespaces: { ...store.namespaces, ...parts.namespaces },
    webhooks: { ...store.webhooks, ...parts.webhooks },
    deliveries: { ...store.deliveries, ...parts.deliveries },
    ...(store.inbox && { inbox: { ...inbox, ...parts.inbox } }),
    ...parts.store,
  }
}

const withFault =
  (fault: Fault): Create =>
  ({ clock }) =>
    broken(memoryStore({ clock }), fault)

/** A record with nothing hidden any more. */
function laidOpen(webhook: Webhook): Webhook {
  const { secrets, headers, auth, tls, proxy } = webhook
  return { ...webhook, secrets, headers, auth, tls, proxy }
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

describe('fails a store', () => {
  test('but not one that keeps to it', async () => {
    expect(await failures(withFault(() => ({})))).toEqual([])
  })

  test.each<[string, RegExp, Fault]>([
    [
      'asks whether a name is taken before it takes it',
      /one of many gets a name/,
      ({ namespaces }) => ({
        namespaces: {
          create: async (input, options) => {
            const taken = await namespaces.getByPath(input.user.username, input.name)
            await turn()
            if (taken === undefined && input.parentId == null) {
              // As a table without a unique index would: under a name that nobody asks for.
              return namespaces.create(
                { ...input, name: `free${Math.random().toString(36).slice(2, 20)}` },
                options,
              )
            }
            return namespaces.create(input, options)
          },
        },
      }),
    ],
    [
      'sorts paths as people do',
      /order of their paths/,
      ({ namespaces }) => ({
        namespaces: {
          children: async (id) =>
            (await namespaces.children(id)).toSorted((a, b) => a.path.localeCompare(b.path)),
        },
      }),
    ],
    [
      'changes the visibility of the root only',
      /visibility of the whole tree/,
      ({ namespaces }) => {
        const before = new Map<number, string>()
        return {
          namespaces: {
            create: async (input, options) => {
              const made = await namespaces.create(input, options)
              before.set(made.id, made.visibility)
              return made
            },
            get: async (id) => {
              const found = await namespaces.get(id)
              if (found === undefined || found.parentId === null) return found
              return { ...found, visibility: before.get(id) as 'private' }
            },
          },
        }
      },
    ],
    [
      'takes a search for a pattern',
      /takes every character for itself/,
      ({ namespaces }) => ({
        namespaces: {
          list: async (query, options) =>
            namespaces.list(query.search === '%' ? { ...query, search: '' } : query, options),
        },
      }),
    ],
    [
      'moves a namespace without what is below',
      /moves a tree/,
      ({ namespaces }) => {
        const paths = new Map<number, string>()
        return {
          namespaces: {
            create: async (input, options) => {
              const made = await namespaces.create(input, options)
              paths.set(made.id, made.path)
              return made
            },
            get: async (id) => {
              const found = await namespaces.get(id)
              return found && { ...found, path: paths.get(id) ?? found.path }
            },
          },
        }
      },
    ],
    [
      'lays secrets open',
      /nothing secret in JSON/,
      ({ webhooks }) => ({
        webhooks: {
          get: async (id) => {
            const found = await webhooks.get(id)
            return found && laidOpen(found)
          },
        },
      }),
    ],
    [
      'lays secrets open to whoever loads a delivery',
      /nothing secret in JSON/,
      ({ deliveries }) => ({
        deliveries: {
          load: async (ids) =>
            (await deliveries.load(ids)).map((one) => one && { ...one, webhook: laidOpen(one.webhook) }),
        },
      }),
    ],
    [
      'forgets the schemes of secrets',
      /keeps what it is given, and fills in the rest/,
      ({ webhooks }) => ({
        webhooks: {
          create: (input, options) => {
            const { secrets, ...rest } = input
            const bare = secrets?.map(({ value }) => ({ value }))
            return webhooks.create({ ...rest, ...(bare && { secrets: bare }) }, options)
          },
        },
      }),
    ],
    [
      'matches filters in any casing',
      /not for patterns of a database/,
      ({ webhooks }) => ({
        webhooks: {
          matching: async (ids, type) => {
            const lists = await Promise.all(ids.map((id) => webhooks.list(id)))
            const wants = (filter: string): boolean =>
              ['*', type.toLowerCase()].includes(filter.toLowerCase()) ||
              (filter.endsWith('.*') && type.toLowerCase().startsWith(filter.slice(0, -1).toLowerCase()))
            return lists
              .flat()
              .filter(({ active, events }) => active && (events.length === 0 || events.some(wants)))
              .toSorted((a, b) => a.id - b.id)
          },
        },
      }),
    ],
    [
      'remembers for too long who wants an event',
      /sees a change at once/,
      ({ webhooks }) => {
        const cached = new Map<string, readonly Webhook[]>()
        return {
          webhooks: {
            matching: async (ids, type, options) => {
              const key = `${ids.join()} ${type}`
              const found = cached.get(key) ?? (await webhooks.matching(ids, type, options))
              cached.set(key, found)
              return found
            },
          },
        }
      },
    ],
    [
      'loses changes of health',
      /no change of health is lost/,
      ({ webhooks }) => ({
        webhooks: {
          updateHealth: async (id, change) => {
            const before = { ...(await webhooks.get(id))?.health } as WebhookHealth
            await turn()
            return webhooks.updateHealth(id, () => change(before))
          },
        },
      }),
    ],
    [
      'has no memory for idempotency keys',
      /has seen in a day/,
      ({ deliveries }) => ({
        deliveries: {
          add: (batch, options) =>
            deliveries.add(
              batch.map((one) => ({ ...one, event: { ...one.event, idempotencyKey: null } })),
              options,
            ),
        },
      }),
    ],
    [
      'looks up an idempotency key before it takes it',
      /many events with one idempotency key/,
      ({ deliveries }) => {
        const held = new Map<string | null, string>()
        return {
          deliveries: {
            add: async ([one, ...more], options) => {
              const key = one?.event.idempotencyKey
              if (one === undefined || key == null || more.length > 0) {
                return deliveries.add(one === undefined ? [] : [one, ...more], options)
              }
              const earlier = held.get(key)
              await turn()
              if (earlier !== undefined) return [earlier]
              held.set(key, one.event.id)
              return deliveries.add([{ ...one, event: { ...one.event, idempotencyKey: null } }], options)
            },
          },
        }
      },
    ],
    [
      'stores bodies as text',
      /byte by byte/,
      ({ deliveries }) => ({
        deliveries: {
          event: async (id, options) => {
            const found = await deliveries.event(id, options)
            const text = new TextDecoder().decode(found?.body)
            return found && { ...found, body: new TextEncoder().encode(text) }
          },
        },
      }),
    ],
    [
      'takes only so many at once',
      /takes thousands/,
      ({ deliveries }) => ({
        deliveries: {
          add: (batch, options) =>
            deliveries.add(
              batch.map((one) => ({ ...one, deliveries: one.deliveries.slice(0, 4000) })),
              options,
            ),
        },
      }),
    ],
    [
      'loads in an order of its own',
      /in the order asked for/,
      ({ deliveries }) => ({ deliveries: { load: (ids) => deliveries.load(ids.toSorted()) } }),
    ],
    [
      'lists by offset, so that what is new shifts the pages',
      /without a gap or a repetition/,
      ({ deliveries }) => {
        let pages = 0
        return {
          deliveries: {
            list: async ({ before, ...query }, options) => {
              const limit = query.limit ?? 25
              const offset = before === undefined ? (pages = 0) : ++pages * limit
              return (await deliveries.list({ ...query, limit: offset + limit }, options)).slice(offset)
            },
          },
        }
      },
    ],
    [
      'takes no list of types for all of them',
      /narrowed by every field/,
      ({ deliveries }) => ({
        deliveries: {
          list: ({ types, ...query }, options) =>
            deliveries.list({ ...query, ...(types !== undefined && types.length > 0 && { types }) }, options),
        },
      }),
    ],
    [
      'does not write an attempt before its request',
      /there before its request/,
      () => ({ deliveries: { begin: () => {} } }),
    ],
    [
      'lets an outcome undo an end',
      /the end stands/,
      ({ deliveries }) => {
        const reopened = new Set<string>()
        return {
          deliveries: {
            complete: async (result) => {
              await deliveries.complete(result)
              reopened.add(result.attempt.deliveryId)
            },
            get: async (id, options) => {
              const found = await deliveries.get(id, options)
              if (found?.state !== 'cancelled' || !reopened.has(id)) return found
              return { ...found, state: 'delivered', reason: null }
            },
          },
        }
      },
    ],
    [
      'ends a delivery for everyone who asks at once',
      /a delivery ends once/,
      ({ deliveries }) => ({
        deliveries: {
          end: async (id, ending, options) => {
            const pending = (await deliveries.get(id, options))?.state === 'pending'
            await turn()
            await deliveries.end(id, ending, options)
            return pending
          },
        },
      }),
    ],
    [
      'does not tell the webhook how it went',
      /completed together with delivery and webhook/,
      ({ deliveries }) => ({
        deliveries: {
          complete: (result) =>
            deliveries.complete({ ...result, lastResponse: { ...result.lastResponse, duration: 0 } }),
        },
      }),
    ],
    [
      'counts the oldest as what is newest',
      /all but the newest/,
      ({ deliveries }) => ({
        deliveries: {
          prune: ({ keepEnded, ...rest }) =>
            deliveries.prune({ ...rest, ...(keepEnded && { keepEnded: keepEnded + 1 }) }),
        },
      }),
    ],
    ['drops nothing', /prune: drops what ended/, () => ({ deliveries: { prune: () => 0 } })],
    [
      'finds overdue what is due just now',
      /should have been attempted/,
      ({ deliveries }) => ({
        deliveries: { overdue: (query) => deliveries.overdue({ ...query, dueBefore: query.dueBefore + 1 }) },
      }),
    ],
    [
      'pages what is overdue from the start',
      /should have been attempted/,
      ({ deliveries }) => ({
        deliveries: { overdue: (query) => deliveries.overdue({ ...query, after: '' }) },
      }),
    ],
    ['knows no order', /which one comes before/, () => ({ deliveries: { predecessor: () => undefined } })],
    [
      'drops a webhook whose farewell is under way',
      /for what outlives it/,
      ({ deliveries, webhooks }) => ({
        deliveries: {
          load: async (ids) => {
            const loaded = await deliveries.load(ids)
            const there = await Promise.all(loaded.map((one) => one && webhooks.get(one.webhook.id)))
            return loaded.map((one, index) => (there[index] === undefined ? undefined : one))
          },
        },
      }),
    ],
    [
      'leaves pending what was for a deleted webhook',
      /cancels what is pending for it/,
      ({ webhooks }) => {
        const gone = new Set<number>()
        return {
          webhooks: {
            delete: (id) => void gone.add(id),
            get: async (id, options) => (gone.has(id) ? undefined : webhooks.get(id, options)),
            list: async (id, options) =>
              (await webhooks.list(id, options)).filter((one) => !gone.has(one.id)),
          },
        }
      },
    ],
    [
      'ignores the transaction',
      /refuses every one/,
      ({ deliveries }) => ({ deliveries: { add: (batch) => deliveries.add(batch) } }),
    ],
    [
      'fails with errors of its database',
      /breaks a rule, with issues/,
      ({ namespaces }) => ({
        namespaces: {
          update: async (id, changes, options) => {
            try {
              return await namespaces.update(id, changes, options)
            } catch (error) {
              throw new Error('SQLITE_CONSTRAINT', { cause: error })
            }
          },
        },
      }),
    ],
    ['says nothing of its health', /what an operator should know/, () => ({ store: { health: () => [''] } })],
    [
      'takes a second copy into its inbox',
      /takes no second copy/,
      ({ inbox }) => ({ inbox: { add: (event) => inbox.add({ ...event, dedupeKey: event.id }) } }),
    ],
    [
      'says that every copy is new',
      /takes no second copy/,
      ({ inbox }) => ({ inbox: { add: async (event, o) => (await inbox.add(event, o), true) } }),
    ],
    ['does not count what its inbox begins', /counts attempts/, () => ({ inbox: { begin: () => true } })],
    ['keeps of an inbox what was handled', /drops what ended before/, () => ({ inbox: { prune: () => 0 } })],
  ])('that %s', async (_, expected, fault) => {
    expect((await failures(withFault(fault))).join('\n')).toMatch(expected)
  })

  test('that declares what it is not', async () => {
    expect(await failures(memoryStore, { caps: { ...caps, durability: 'fsync' } })).not.toEqual([])
    expect(await failures(memoryStore, { inbox: false })).not.toEqual([])
  })

  test('whose processes do not know of each other', async () => {
    const same: Create = ({ clock }) => {
      const store = memoryStore({ clock })
      return { store, others: [{ ...store }] }
    }
    expect(await failures(same, { shared: true })).toEqual([])
    const apart: Create = ({ clock }) => ({ store: memoryStore({ clock }), others: [memoryStore({ clock })] })
    expect((await failures(apart, { shared: true })).join('\n')).toMatch(/every process/)
  })
})

describe('fails a store with transactions', () => {
  const options = { caps: { durability: 'memory', transactions: true } } as const
  const inTransactions =
    (fault: Fault): Create =>
    ({ clock }) => {
      const database = new Database(':memory:')
      const store = broken(sqliteStore(database, { clock }), fault)
      return { store, end: () => void database.close() }
    }
  const failing = async (fault: Fault): Promise<string> => {
    const create = inTransactions(fault)
    const { inbox } = sqliteStore(new Database(':memory:'))
    const isMeant = (name: string): boolean => /transaction/.test(name)
    return (await failures(create, { ...options, inbox: inbox !== undefined }, isMeant)).join('\n')
  }

  test('but not one that keeps to it', async () => {
    expect(await failing(() => ({}))).toBe('')
  })

  test.each<[string, RegExp, Fault]>([
    [
      'writes beside the transaction',
      /rolled back/,
      ({ deliveries }) => ({ deliveries: { end: (id, ending) => deliveries.end(id, ending) } }),
    ],
    [
      'reads nothing of what was written inside',
      /reads inside see/,
      ({ webhooks }) => ({
        webhooks: { list: async (id, { tx } = {}) => (tx === undefined ? webhooks.list(id) : []) },
      }),
    ],
    [
      'commits whatever happens',
      /nothing of what is rolled back/,
      ({ transaction }) => ({
        store: {
          transaction: async (work) => {
            let failure: { readonly error: unknown } | undefined
            const result = await transaction?.(async (tx) => {
              try {
                return await work(tx)
              } catch (error) {
                failure = { error }
                return undefined
              }
            })
            if (failure !== undefined) throw failure.error
            return result as never
          },
        },
      }),
    ],
    [
      'takes anything for a transaction',
      /no transaction it can join/,
      ({ webhooks }) => ({ webhooks: { update: (id, changes) => webhooks.update(id, changes) } }),
    ],
  ])(
    'that %s',
    async (_, expected, fault) => {
      expect(await failing(fault)).toMatch(expected)
    },
    20_000,
  )
})
