/** One order placed in a transaction of a library, with its event: what has to hold whatever the library is. */
import { expect, it } from 'vitest'
import { createDispatcher, defineDialect } from 'hookstamp'
import { memoryQueue } from 'hookstamp/queues/memory'
import { hmacHex } from 'hookstamp/signing'
import { postgresStore, type PostgresClient } from 'hookstamp/stores/postgres'
import { memoryTransport } from 'hookstamp/transports/memory'

export interface Library {
  /** The library's database as a client of the store. */
  readonly client: PostgresClient
  /** Inserts an order in a transaction of the library, and goes on with that as `tx`; rolled back when `then` rejects. */
  place(id: number, then: (tx: PostgresClient) => Promise<void>): Promise<void>
  /** Ids of the orders that are there. */
  orders(): Promise<number[]>
}

/** Runs the cases against a library that is opened by then, in a schema that holds a table `orders`. */
export function emitsInTransactions(library: () => Library, schema: () => string): void {
  const open = async () => {
    const dialect = defineDialect({
      name: 'shop',
      events: { 'order.placed': anything },
      schemes: { hmac: hmacHex({ header: 'X-Shop-Signature' }) },
    })
    const store = postgresStore(library().client, { schema: schema() })
    const transport = memoryTransport()
    const queue = memoryQueue()
    const dispatcher = createDispatcher({ dialect, store, queue, transport })
    const user = { id: 1, username: 'ada' }
    const name = `shop${++shops}`
    const namespace = await store.namespaces.create({ name, user })
    const payloadUrl = 'https://example.com/hooks'
    await store.webhooks.create({ namespaceId: namespace.id, payloadUrl, secret: 's3cret' })
    const place = (id: number, fail = false): Promise<void> =>
      library().place(id, async (tx) => {
        await dispatcher.emit('order.placed', { id }, { namespaceId: namespace.id, tx })
        // What was written in there is read in there.
        expect(await store.deliveries.list({ namespaceId: namespace.id }, { tx })).toHaveLength(1)
        if (fail) throw new Error('payment refused')
      })
    return { store, namespace, place }
  }

  it('stores an event iff the transaction it was emitted in is committed', async () => {
    const { store, namespace, place } = await open()
    const namespaceId = namespace.id
    await expect(place(1, true)).rejects.toThrow('payment refused')
    expect(await store.deliveries.list({ namespaceId })).toEqual([])
    expect(await library().orders()).toEqual([])

    await place(2)
    expect(await library().orders()).toEqual([2])
    const [delivery] = await store.deliveries.list({ namespaceId })
    expect(delivery).toMatchObject({ type: 'order.placed', state: 'pending' })
    const event = await store.deliveries.event(delivery?.eventId ?? '')
    expect(JSON.parse(new TextDecoder().decode(event?.body))).toMatchObject({ data: { id: 2 } })
    // A sweeper finds it, whatever the queue was told.
    const overdue = await store.deliveries.overdue({ dueBefore: Date.now() + 1000 })
    expect(overdue.map(({ id }) => id)).toContain(delivery?.id)
  })

  it('keeps everything over it: attempts with their bodies, changes of webhooks, trees', async () => {
    const { store, namespace, place } = await open()
    await place(3)
    const [delivery] = await store.deliveries.list({ namespaceId: namespace.id })
    const id = delivery?.id as string
    const [loaded] = await store.deliveries.load([id])
    expect(loaded?.webhook.secrets).toEqual([{ value: 's3cret' }])
    const attempt = {
      deliveryId: id,
      number: 1,
      outcome: 'unknown',
      startedAt: 5,
      durationNs: null,
      timings: null,
      requestHeaders: { 'X-Nul': '\0 \ud800' },
      response: null,
      error: null,
    } as const
    await store.deliveries.begin(attempt)
    const response = { status: 200, headers: {}, body: Uint8Array.of(0, 255, 10, 128) }
    const ended = { state: 'delivered', reason: null, nextAttemptAt: null, endedAt: 9, uncharged: 0 } as const
    const lastResponse = { code: 200, duration: 7, error: null, createdAt: 5 }
    const result = { ...attempt, outcome: 'succeeded', durationNs: 7, response } as const
    await store.deliveries.complete({ attempt: result, delivery: ended, lastResponse })
    expect(await store.deliveries.attempts(id)).toEqual([result])
    expect(await store.deliveries.end(id, { state: 'dead', reason: 'x', endedAt: 1 })).toBe(false)
    const webhookId = delivery?.webhookId as number
    await store.webhooks.update(webhookId, { ratePerSecond: 0.5, events: ['a.*'] })
    await store.webhooks.updateHealth(webhookId, (health) => ({ ...health, failures: 3 }))
    expect(await store.webhooks.get(webhookId)).toMatchObject({
      ratePerSecond: 0.5,
      lastResponse,
      health: { failures: 3 },
    })
    expect((await store.webhooks.matching([namespace.id], 'a.b')).map((one) => one.id)).toEqual([webhookId])
    const limit = Number.MAX_SAFE_INTEGER
    expect(await store.deliveries.list({ namespaceId: namespace.id, limit, since: 0 })).toHaveLength(1)
    expect(await store.deliveries.prune({ keepEnded: 0 })).toBe(1)
    await store.namespaces.delete(namespace.id)
    expect(await store.webhooks.get(webhookId)).toBeUndefined()
  })

  it('runs transactions of the store', async () => {
    const { store, namespace } = await open()
    const rename = (tx: unknown) => store.namespaces.update(namespace.id, { description: 'new' }, { tx })
    const failing = store.transaction(async (tx) => {
      await rename(tx)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect((await store.namespaces.get(namespace.id))?.description).toBe('')
    await store.transaction(rename)
    expect((await store.namespaces.get(namespace.id))?.description).toBe('new')
  })
}

let shops = 0

const anything = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => ({ value: value as { id: number } }),
    types: undefined as unknown as { input: { id: number }; output: { id: number } },
  },
} as const
