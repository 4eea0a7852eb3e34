/** Emitting into stores that last: one transaction with the queue, or the store first. */
import { describe, expect, test } from 'vitest'
import { fakeClock } from 'hookstamp/testing'
import { begin, durable, type HostTransaction } from './durable.js'
import { jsonOf, setup, type Setup } from './setup.js'

const code = (expected: string) => expect.objectContaining({ code: expected })
const paid = { id: 7 }

async function lasting(queueJoins = true, options: object = {}) {
  const clock = fakeClock()
  const base = durable(clock, queueJoins)
  const made = await setup({ ...base, clock, ...options })
  await made.webhook()
  return { ...made, ...base, clock }
}
const faults = ({ changes }: Pick<Setup, 'changes'>): unknown[] =>
  changes.flatMap((change) => (change.kind === 'faulted' ? [change.error] : []))

describe('store and queue in one database', () => {
  test('are written in one transaction', async () => {
    const { dispatcher, commits, sent, namespaceId } = await lasting()
    await dispatcher.emit('order.paid', paid, { namespaceId })
    expect(commits).toEqual([{ events: 1, items: 1 }])
    await dispatcher.drain()
    expect(sent).toHaveLength(1)
  })

  test('are written in one for emissions at the same time', async () => {
    const { dispatcher, commits, changes, sent, namespaceId } = await lasting()
    const emissions = await Promise.all(
      Array.from({ length: 50 }, (_, id) => dispatcher.emit('order.paid', { id: id + 1 }, { namespaceId })),
    )
    expect(commits.length).toBeLessThanOrEqual(2)
    expect(new Set(emissions.map(({ eventId }) => eventId)).size).toBe(50)
    expect(changes.filter(({ kind }) => kind === 'emitted')).toHaveLength(50)
    await dispatcher.drain()
    expect(sent).toHaveLength(50)
  })

  test('nothing is stored when the queue fails', async () => {
    const { dispatcher, failures, changes, sent, namespaceId } = await lasting()
    failures.enqueue = new Error('queue is full')
    await expect(dispatcher.emit('order.paid', paid, { namespaceId })).rejects.toThrow('queue is full')
    expect(await dispatcher.deliveries.list()).toEqual([])
    expect(changes).toEqual([])
    await dispatcher.drain()
    expect(sent).toEqual([])
  })

  test('an idempotency key is taken once among emissions at the same time', async () => {
    const { dispatcher, sent, namespaceId } = await lasting(false)
    const key = { namespaceId, idempotencyKey: 'once' }
    const [first, second] = await Promise.all([
      dispatcher.emit('order.paid', paid, key),
      dispatcher.emit('order.paid', paid, key),
    ])
    expect(second).toEqual({ ...first, duplicate: true })
    await dispatcher.drain()
    expect(sent).toHaveLength(1)
  })
})

describe('a transaction of the host’s', () => {
  const emitIn = (made: Awaited<ReturnType<typeof lasting>>, tx: HostTransaction) =>
    made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId, tx })

  test.each([
    ['the queue joins', true],
    ['the queue cannot join', false],
  ])('%s: committed it is sent, rolled back it never was', async (_name, queueJoins) => {
    const made = await lasting(queueJoins)
    made.dispatcher.start()
    const [kept, dropped] = [begin(), begin()]
    await emitIn(made, kept)
    await emitIn(made, dropped)
    await made.clock.advance(500)
    expect(made.sent).toEqual([])
    kept.commit()
    await made.clock.advance(1000)
    expect(made.sent).toHaveLength(1)
    // Nobody asks for the other one for ever.
    await made.clock.advance(600_000)
    expect(made.sent).toHaveLength(1)
    expect(faults(made)).toEqual([])
    await made.dispatcher.stop()
    expect(made.clock.waiting).toBe(0)
  })

  test('a commit that takes its time is found when it comes', async () => {
    const made = await lasting(false)
    made.dispatcher.start()
    const tx = begin()
    await emitIn(made, tx)
    await made.clock.advance(10 * 60_000)
    tx.commit()
    await made.clock.advance(5_000)
    expect(made.sent).toHaveLength(1)
    await made.dispatcher.stop()
  })

  test('whatever reads or writes in it does so with it', async () => {
    const seen: string[] = []
    const made = await lasting()
    const tx = begin()
    const watched = <T extends object>(part: T, name: string): T =>
      new Proxy(part, {
        get: (target, method) => {
          const call = Reflect.get(target, method) as (...input: unknown[]) => unknown
          return (...input: unknown[]) => {
            const options = input.at(-1) as { tx?: unknown } | undefined
            if (options?.tx !== tx) return call(...input)
            seen.push(`${name}.${String(method)}`)
            // What is below is in memory and joins none.
            return call(...input.slice(0, -1))
          }
        },
      })
    const store = {
      ...made.store,
      namespaces: watched(made.store.namespaces, 'namespaces'),
      webhooks: watched(made.store.webhooks, 'webhooks'),
      deliveries: watched(made.store.deliveries, 'deliveries'),
    }
    const { queue, clock } = made
    const { dispatcher } = await setup({ store, queue, clock, namespace: 'another' })
    await made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
    const [delivery] = await made.dispatcher.deliveries.list()
    const { id, webhookId } = delivery as NonNullable<typeof delivery>
    const during = async (work: Promise<unknown>): Promise<string[]> => {
      await work
      return seen.splice(0)
    }
    const options = { namespaceId: made.namespaceId, tx }
    expect(await during(dispatcher.emit('order.paid', paid, options))).toEqual([
      'namespaces.get',
      'webhooks.matching',
      'deliveries.add',
    ])
    expect(await during(dispatcher.redeliver(id, { tx }))).toEqual([
      'deliveries.get',
      'webhooks.get',
      'deliveries.event',
      'deliveries.add',
    ])
    expect(await during(dispatcher.replay({ since: 0 }, { tx }))).toEqual(['deliveries.list'])
    expect(await during(dispatcher.rotateSecret(webhookId, { tx }))).toEqual([
      'webhooks.get',
      'webhooks.update',
    ])
    const payloadUrl = 'https://example.com/'
    const created = dispatcher.webhooks.create({ namespaceId: made.namespaceId, payloadUrl }, { tx })
    expect(await during(created)).toEqual(['webhooks.create'])
    expect(await during(dispatcher.webhooks.update(webhookId, { payloadUrl }, { tx }))).toEqual([
      'webhooks.get',
      'webhooks.update',
    ])
    expect(await during(dispatcher.cancel(id, { tx }))).toEqual(['deliveries.get', 'deliveries.end'])
  })

  test('is refused where the store joins none', async () => {
    const { dispatcher, webhook, namespaceId } = await setup()
    const webhookId = await webhook()
    const { deliveryIds } = await dispatcher.emit('order.paid', paid, { namespaceId })
    const id = deliveryIds[0] as string
    const tx = begin()
    const payloadUrl = 'https://example.com/'
    for (const refused of [
      () => dispatcher.emit('order.paid', paid, { namespaceId, tx }),
      () => dispatcher.emitMany([{ type: 'order.paid', payload: paid, namespaceId }], { tx }),
      () => dispatcher.redeliver(id, { tx }),
      () => dispatcher.replay({ since: 0 }, { tx }),
      () => dispatcher.cancel(id, { tx }),
      () => dispatcher.rotateSecret(webhookId, { tx }),
      () => dispatcher.webhooks.create({ namespaceId, payloadUrl }, { tx }),
      () => dispatcher.webhooks.update(webhookId, {}, { tx }),
    ]) {
      await expect(refused()).rejects.toThrow(code('option-invalid'))
    }
    expect(await dispatcher.deliveries.list()).toHaveLength(1)
    await expect(dispatcher.emit('order.paid', paid, { namespaceId, tx: undefined })).resolves.toBeDefined()
  })
})

describe('a queue elsewhere', () => {
  test('that fails loses nothing: the event is stored, and lined up later', async () => {
    const made = await lasting(false)
    made.dispatcher.start()
    await made.clock.advance(0)
    const broken = new Error('connection refused')
    made.failures.enqueue = broken
    const { deliveryIds } = await made.dispatcher.emit('order.paid', paid, { namespaceId: made.namespaceId })
    expect(faults(made)).toEqual([broken])
    expect(await made.dispatcher.deliveries.get(deliveryIds[0] as string)).toMatchObject({ state: 'pending' })
    await made.clock.advance(1000)
    expect(made.sent.map(jsonOf)).toEqual([expect.objectContaining({ data: paid })])
    await made.dispatcher.stop()
  })

  test('in memory that fails tells the emitter: nobody would look for it', async () => {
    const clock = fakeClock()
    const { queue, failures } = durable(clock, false)
    const { dispatcher, webhook, namespaceId } = await setup({ queue, clock })
    await webhook()
    failures.enqueue = new Error('full')
    await expect(dispatcher.emit('order.paid', paid, { namespaceId })).rejects.toThrow('full')
  })
})

test('keys that no index takes are refused', async () => {
  const { dispatcher, namespaceId } = await setup()
  for (const key of ['', 'x'.repeat(256), 7 as never]) {
    for (const name of ['idempotencyKey', 'orderingKey']) {
      const options = { namespaceId, [name]: key }
      await expect(dispatcher.emit('order.paid', paid, options)).rejects.toThrow(code('option-invalid'))
    }
  }
})
