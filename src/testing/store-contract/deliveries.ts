/** Events and deliveries: what goes in comes out, byte by byte, page by page. */
import type { DeliveryQuery, LoadedDelivery } from '../../ports/delivery.js'
import { assert, assertEqual } from '../assertions.js'
import { idsOf, type StoreCase } from './store-case.js'

export const deliveries: readonly StoreCase[] = [
  {
    name: 'deliveries: keeps events and deliveries as they are',
    run: async ({ store, namespace, webhook, event, delivery }) => {
      const hook = await webhook((await namespace('engine')).id)
      const rich = event(hook.namespaceId, {
        type: "o'clock.ä🪝",
        idempotencyKey: "key 'ä'",
        traceContext: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      })
      const first = delivery(rich, hook.id)
      const second = delivery(rich, hook.id, {
        redeliveryOf: first.id,
        outlivesWebhook: true,
        orderingKey: "order 'ä'",
        nextAttemptAt: 4_102_444_800_000,
      })
      const plain = event(hook.namespaceId)
      const third = delivery(plain, hook.id)
      const ids = await store.deliveries.add([
        { event: rich, deliveries: [first, second] },
        { event: plain, deliveries: [third] },
      ])
      assertEqual(ids, [rich.id, plain.id], 'the answer')
      assertEqual(await store.deliveries.event(rich.id), rich, 'the event')
      assertEqual(await store.deliveries.event(plain.id), plain, 'the other event')
      for (const one of [first, second, third])
        assertEqual(await store.deliveries.get(one.id), one, 'a delivery')
      assertEqual(await store.deliveries.attempts(first.id), [], 'attempts before the first')
      assertEqual(await store.deliveries.add([]), [], 'nothing to add')
    },
  },
  {
    name: 'deliveries: finds nothing for an unknown id, whatever it looks like',
    run: async ({ store, newId }) => {
      for (const id of [newId(), 'nobody', '', "'", '0']) {
        assertEqual(await store.deliveries.get(id), undefined, `the delivery "${id}"`)
        assertEqual(await store.deliveries.event(id), undefined, `the event "${id}"`)
        assertEqual(await store.deliveries.attempts(id), [], `attempts of "${id}"`)
        assertEqual(await store.deliveries.load([id]), [undefined], `what "${id}" loads`)
        const ending = { state: 'dead', reason: 'never', endedAt: 1 } as const
        assert(!(await store.deliveries.end(id, ending)), `"${id}" could be ended`)
      }
      assertEqual(await store.deliveries.load([]), [], 'what nothing loads')
    },
  },
  {
    name: 'deliveries: keeps bodies byte by byte',
    run: async ({ store, namespace, webhook, event, delivery }) => {
      const hook = await webhook((await namespace('engine')).id)
      const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      const large = Uint8Array.from({ length: 1024 * 1024 }, (_, index) => (index * 31) % 251)
      const bodies = [every, new Uint8Array(), every.subarray(10, 20), Uint8Array.of(0), large]
      for (const body of bodies) {
        const one = event(hook.namespaceId, { body })
        const to = delivery(one, hook.id)
        await store.deliveries.add([{ event: one, deliveries: [to] }])
        const found = await store.deliveries.event(one.id)
        assert(found?.body instanceof Uint8Array, 'a body is no Uint8Array')
        assertEqual(found.body, body, 'a body')
        const [loaded] = await store.deliveries.load([to.id])
        assertEqual(loaded?.event.body, body, 'a loaded body')
      }
    },
  },
  {
    name: 'deliveries: leaves out an event whose idempotency key its namespace has seen in a day',
    run: async ({ store, namespace, webhook, event, delivery, clock }) => {
      const [hook, other] = [
        await webhook((await namespace('engine')).id),
        await webhook((await namespace('other')).id),
      ]
      const day = 24 * 60 * 60 * 1000
      const add = async (
        to: typeof hook,
        idempotencyKey: string,
        afterMs = 0,
      ): Promise<[string, string | undefined]> => {
        const one = event(to.namespaceId, { idempotencyKey, createdAt: clock.now() + afterMs })
        const [held] = await store.deliveries.add([{ event: one, deliveries: [delivery(one, to.id)] }])
        return [one.id, held]
      }
      const [first, held] = await add(hook, 'order-1')
      assertEqual(held, first, 'who has the key at first')
      const [second, heldThen] = await add(hook, 'order-1')
      assertEqual(heldThen, first, 'who has the key then')
      assertEqual(await store.deliveries.event(second), undefined, 'the event that was left out')
      assertEqual(await store.deliveries.list({ eventId: second }), [], 'its deliveries')
      const [elsewhere, heldElsewhere] = await add(other, 'order-1')
      assertEqual(heldElsewhere, elsewhere, 'who has the key in another namespace')
      const [next, heldNext] = await add(hook, 'ORDER-1')
      assertEqual(heldNext, next, 'who has another key')
      assertEqual((await add(hook, 'order-1', day - 1))[1], first, 'who has the key at the end of the day')
      const [later, heldLater] = await add(hook, 'order-1', day)
      assertEqual(heldLater, later, 'who has the key a day later')
      assertEqual((await add(hook, 'order-1', day + 5))[1], later, 'who has the key from then on')
      assert(
        (await store.deliveries.list({ webhookId: hook.id })).length === 3,
        'a repeated event has deliveries',
      )
    },
  },
  {
    name: 'deliveries: knows a key again of an event without deliveries, within a batch and after it was dropped',
    run: async ({ store, namespace, webhook, event, delivery }) => {
      const hook = await webhook((await namespace('engine')).id)
      const quiet = event(hook.namespaceId, { idempotencyKey: 'quiet' })
      await store.deliveries.add([{ event: quiet, deliveries: [] }])
      const late = event(hook.namespaceId, { idempotencyKey: 'quiet' })
      assertEqual(
        await store.deliveries.add([{ event: late, deliveries: [delivery(late, hook.id)] }]),
        [quiet.id],
        'who has the key of an event that nobody heard of',
      )
      const twice = [1, 2].map(() => event(hook.namespaceId, { idempotencyKey: 'twice' }))
      const batch = twice.map((one) => ({ event: one, deliveries: [delivery(one, hook.id)] }))
      assertEqual(await store.deliveries.add(batch), [twice[0]?.id, twice[0]?.id], 'one batch')
      const [only, ...more] = await store.deliveries.list({ webhookId: hook.id })
      assert(only !== undefined && more.length === 0, `${more.length + 1} deliveries are there, not 1`)
      await store.deliveries.end(only.id, { state: 'dead', reason: 'test', endedAt: 2000 })
      await store.deliveries.prune({ keepEnded: 0 })
      const again = event(hook.namespaceId, { idempotencyKey: 'twice' })
      assertEqual(
        await store.deliveries.add([{ event: again, deliveries: [] }]),
        [twice[0]?.id],
        'after it was dropped',
      )
    },
  },
  {
    name: 'deliveries: gives an event that is stored more deliveries',
    run: async ({ store, namespace, webhook, event, delivery }) => {
      const hook = await webhook((await namespace('engine')).id)
      const one = event(hook.namespaceId, { idempotencyKey: 'order-1' })
      const [first, second] = [delivery(one, hook.id), delivery(one, hook.id)]
      await store.deliveries.add([{ event: one, deliveries: [first] }])
      assertEqual(await store.deliveries.add([{ event: one, deliveries: [second] }]), [one.id], 'the answer')
      const found = await store.deliveries.list({ eventId: one.id })
      assertEqual(idsOf(found), idsOf([second, first]), 'the deliveries of the event')
    },
  },
  {
    name: 'deliveries: takes thousands at once',
    run: async ({ store, namespace, webhook, event, delivery }) => {
      const hook = await webhook((await namespace('engine')).id)
      const one = event(hook.namespaceId)
      const all = Array.from({ length: 5000 }, () => delivery(one, hook.id))
      await store.deliveries.add([{ event: one, deliveries: all }])
      const found = await store.deliveries.list({ eventId: one.id, limit: Number.MAX_SAFE_INTEGER })
      assertEqual(idsOf(found), idsOf(all).toReversed(), 'the deliveries')
      const asked = idsOf(all).slice(0, 500).toReversed()
      const loaded = await store.deliveries.load(asked)
      assertEqual(
        loaded.map((each) => each?.delivery.id),
        asked,
        'what is loaded',
      )
    },
  },
  {
    name: 'deliveries: loads what is pending, in the order asked for',
    run: async ({ store, namespace, webhook, emitted, newId }) => {
      const hook = await webhook((await namespace('engine')).id, { secret: 's', active: false })
      const other = await webhook(hook.namespaceId)
      const [a, b, ended] = [await emitted(hook), await emitted(other), await emitted(hook)]
      await store.deliveries.end(ended.id, { state: 'cancelled', reason: 'asked', endedAt: 1 })
      const loaded = await store.deliveries.load([b.id, newId(), ended.id, a.id])
      const shown = (one: LoadedDelivery | undefined): unknown =>
        one && [one.delivery.id, one.event.id, one.webhook.id, one.webhook.active, one.webhook.secrets]
      assertEqual(
        loaded.map(shown),
        [
          [b.id, b.eventId, other.id, true, []],
          undefined,
          undefined,
          [a.id, a.eventId, hook.id, false, [{ value: 's' }]],
        ],
        'what is loaded',
      )
      assertEqual(loaded[0]?.delivery, b, 'a loaded delivery')
    },
  },
  {
    name: 'deliveries: tells which one comes before, among those of one webhook and ordering key',
    run: async ({ store, namespace, webhook, emitted }) => {
      const [hook, other] = [
        await webhook((await namespace('engine')).id),
        await webhook((await namespace('other')).id),
      ]
      const make = async (orderingKey: string | null, to = hook, nextAttemptAt = 1000) =>
        await emitted(to, { orderingKey, nextAttemptAt })
      const [a1, b1, none1] = [await make('a'), await make('b'), await make(null)]
      const [elsewhere, a2, none2] = [await make('a', other), await make('a', hook, 5000), await make(null)]
      const [a3, empty, upper] = [await make('a'), await make(''), await make('A')]
      const before = async (one: typeof a1): Promise<unknown> => await store.deliveries.predecessor(one)
      const told = ({ id, webhookId, nextAttemptAt }: typeof a1): object => ({ id, webhookId, nextAttemptAt })
      for (const first of [a1, b1, none1, elsewhere, empty, upper])
        assertEqual(await before(first), undefined, `what comes before the first of "${first.orderingKey}"`)
      assertEqual(await before(a2), told(a1), 'what comes before the second')
      assertEqual(await before(a3), told(a1), 'what comes before the third')
      assertEqual(await before(none2), told(none1), 'what comes before the second without a key')
      await store.deliveries.end(a1.id, { state: 'dead', reason: 'test', endedAt: 2000 })
      assertEqual(await before(a3), told(a2), 'what comes before the third when the first is over')
      assertEqual(await before(a2), undefined, 'what comes before the second when the first is over')
      assertEqual(await before(a1), undefined, 'what comes before one that is over')
    },
  },
  {
    name: 'deliveries: lists the newest first, narrowed by every field',
    run: async ({ store, namespace, webhook, event, delivery, clock }) => {
      const [root, far] = [await namespace('engine'), await namespace('other')]
      const [a, b, c] = [await webhook(root.id), await webhook(root.id), await webhook(far.id)]
      const all: ReturnType<typeof delivery>[] = []
      for (const [index, hook] of [a, b, c, a, b].entries()) {
        await clock.advance(1000)
        const one = event(hook.namespaceId, { type: index < 3 ? 'cron' : 'images' })
        const to = delivery(one, hook.id)
        all.push(to)
        await store.deliveries.add([{ event: one, deliveries: [to] }])
      }
      const [d0, d1, d2, d3, d4] = all as [
        (typeof all)[0],
        (typeof all)[0],
        (typeof all)[0],
        (typeof all)[0],
        (typeof all)[0],
      ]
      await store.deliveries.end(d3.id, { state: 'dead', reason: 'test', endedAt: clock.now() })
      const expectListed = async (query: DeliveryQuery, expected: typeof all): Promise<void> =>
        assertEqual(idsOf(await store.deliveries.list(query)), idsOf(expected), JSON.stringify(query))
      await expectListed({}, [d4, d3, d2, d1, d0])
      await expectListed({ namespaceId: root.id }, [d4, d3, d1, d0])
      await expectListed({ webhookId: a.id }, [d3, d0])
      await expectListed({ webhookId: a.id, namespaceId: far.id }, [])
      await expectListed({ eventId: d2.eventId }, [d2])
      await expectListed({ state: 'pending' }, [d4, d2, d1, d0])
      await expectListed({ state: 'dead', webhookId: a.id }, [d3])
      await expectListed({ state: 'delivered' }, [])
      await expectListed({ types: ['cron'] }, [d2, d1, d0])
      await expectListed({ types: ['cron', 'images'], webhookId: b.id }, [d4, d1])
      await expectListed({ types: ['CRON', 'cro%'] }, [])
      await expectListed({ types: [] }, [])
      await expectListed({ since: d2.createdAt }, [d4, d3, d2])
      await expectListed({ until: d2.createdAt }, [d1, d0])
      await expectListed({ since: d1.createdAt, until: d3.createdAt, namespaceId: root.id }, [d1])
      await expectListed({ before: d2.id }, [d1, d0])
      await expectListed({ before: d4.id, limit: 2 }, [d3, d2])
      await expectListed({ limit: 1 }, [d4])
      await expectListed({ before: d0.id }, [])
    },
  },
  {
    name: 'deliveries: pages through without a gap or a repetition, while new ones come',
    run: async ({ store, namespace, webhook, emitted }) => {
      const hook = await webhook((await namespace('engine')).id)
      const made: string[] = []
      for (let index = 0; index < 60; index++) made.push((await emitted(hook)).id)
      const seen: string[] = []
      for (let before: string | undefined; ;) {
        const page = await store.deliveries.list({
          webhookId: hook.id,
          ...(before !== undefined && { before }),
        })
        seen.push(...idsOf(page))
        if (page.length < 25) break
        before = page.at(-1)?.id
        await emitted(hook)
      }
      assertEqual(seen, made.toReversed(), 'all pages')
    },
  },
]
