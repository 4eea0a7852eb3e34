/** Attempts and ends: what is written when, and what stands. */
import type { Attempt } from '../../ports/delivery.js'
import { assert, assertEqual } from '../assertions.js'
import { attemptOf, idsOf, resultOf, type StoreCase } from './store-case.js'

export const attempts: readonly StoreCase[] = [
  {
    name: 'attempts: is there before its request, as unknown, and counts',
    run: async ({ store, namespace, webhook, emitted }) => {
      const one = await emitted(await webhook((await namespace('engine')).id))
      const begun = attemptOf(one, { requestHeaders: { 'Content-Type': 'application/json', 'X-Ä': '"' } })
      await store.deliveries.begin(begun)
      assertEqual(await store.deliveries.attempts(one.id), [begun], 'the attempt')
      assertEqual(await store.deliveries.get(one.id), { ...one, attempts: 1 }, 'the delivery')
    },
  },
  {
    name: 'attempts: is completed together with delivery and webhook',
    run: async ({ store, namespace, webhook, emitted }) => {
      const hook = await webhook((await namespace('engine')).id)
      const one = await emitted(hook)
      const first = attemptOf(one)
      await store.deliveries.begin(first)
      const failed: Attempt = {
        ...first,
        outcome: 'failed',
        durationNs: 30_000_000_000,
        timings: { dnsNs: 1, connectNs: 2_000_000_000, firstByteNs: 3 },
        response: {
          status: 503,
          headers: { 'retry-after': '5', 'x-ä': '日本' },
          body: Uint8Array.from({ length: 256 }, (_, byte) => byte),
        },
        error: { code: 'response-cut-short', message: 'It\'s "cut" \\ short.' },
      }
      const retry = {
        state: 'pending',
        nextAttemptAt: 4_102_444_800_000,
        endedAt: null,
        uncharged: 1,
      } as const
      await store.deliveries.complete({ ...resultOf(first, retry), attempt: failed })
      assertEqual(await store.deliveries.attempts(one.id), [failed], 'the failed attempt')
      const put = { ...one, attempts: 1, uncharged: 1, nextAttemptAt: 4_102_444_800_000 }
      assertEqual(await store.deliveries.get(one.id), put, 'the delivery that is put off')
      const lastResponse = { code: 204, duration: 5_000_000_000, error: null, createdAt: 2000 }
      assertEqual(await store.webhooks.get(hook.id), { ...hook, lastResponse }, 'the webhook')

      const second = attemptOf(one, { number: 2, startedAt: 3000 })
      await store.deliveries.begin(second)
      const result = resultOf(second, { uncharged: 1 })
      const noAnswer = { code: null, duration: 1, error: 'connect-failed: ä', createdAt: 2500 }
      await store.deliveries.complete({ ...result, lastResponse: noAnswer })
      assertEqual(await store.deliveries.attempts(one.id), [failed, result.attempt], 'both attempts')
      const over = { ...put, attempts: 2, state: 'delivered', nextAttemptAt: null, endedAt: 2000 }
      assertEqual(await store.deliveries.get(one.id), over, 'the delivery that is over')
      assertEqual((await store.webhooks.get(hook.id))?.lastResponse, noAnswer, 'the last response')
      assertEqual(await store.deliveries.load([one.id]), [undefined], 'what is left to send')
    },
  },
  {
    name: 'attempts: keeps them in the order they were begun, past ten',
    run: async ({ store, namespace, webhook, emitted }) => {
      const one = await emitted(await webhook((await namespace('engine')).id))
      for (let number = 1; number <= 12; number++) await store.deliveries.begin(attemptOf(one, { number }))
      const numbers = (await store.deliveries.attempts(one.id)).map((attempt) => attempt.number)
      assertEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'the attempts')
      assertEqual((await store.deliveries.get(one.id))?.attempts, 12, 'how many there were')
    },
  },
  {
    name: 'attempts: writes a number twice as one, the later',
    run: async ({ store, namespace, webhook, emitted }) => {
      const one = await emitted(await webhook((await namespace('engine')).id))
      await store.deliveries.begin(attemptOf(one, { startedAt: 1000 }))
      const again = attemptOf(one, { startedAt: 2000 })
      await store.deliveries.begin(again)
      assertEqual(await store.deliveries.attempts(one.id), [again], 'the attempts')
      assertEqual((await store.deliveries.get(one.id))?.attempts, 1, 'how many there were')
    },
  },
  {
    name: 'attempts: records one that was under way when its delivery ended, and the end stands',
    run: async ({ store, namespace, webhook, emitted }) => {
      const hook = await webhook((await namespace('engine')).id)
      const one = await emitted(hook)
      const begun = attemptOf(one)
      await store.deliveries.begin(begun)
      const ending = { state: 'cancelled', reason: 'asked', endedAt: 1500 } as const
      assert(await store.deliveries.end(one.id, ending), 'a pending delivery could not be ended')
      const result = resultOf(begun, { uncharged: 1 })
      await store.deliveries.complete(result)
      const stands = { ...one, ...ending, attempts: 1, uncharged: 1, nextAttemptAt: null }
      assertEqual(await store.deliveries.get(one.id), stands, 'the delivery')
      assertEqual(await store.deliveries.attempts(one.id), [result.attempt], 'the attempt')
      assertEqual((await store.webhooks.get(hook.id))?.lastResponse, result.lastResponse, 'the last response')
      const retry = resultOf(begun, { state: 'pending', nextAttemptAt: 9000, endedAt: null, uncharged: 1 })
      await store.deliveries.complete(retry)
      assertEqual(await store.deliveries.get(one.id), stands, 'the delivery, which no retry wakes up')
    },
  },
  {
    name: 'attempts: takes no notice of a delivery that is gone',
    run: async ({ store, namespace, webhook, emitted }) => {
      const hook = await webhook((await namespace('engine')).id)
      const one = await emitted(hook)
      const begun = attemptOf(one)
      await store.deliveries.begin(begun)
      await store.deliveries.end(one.id, { state: 'cancelled', reason: 'asked', endedAt: 1500 })
      assertEqual(await store.deliveries.prune({ keepEnded: 0 }), 1, 'how many were dropped')
      await store.deliveries.complete(resultOf(begun))
      await store.deliveries.begin(attemptOf(one, { number: 2 }))
      assertEqual(await store.deliveries.get(one.id), undefined, 'the delivery')
      assertEqual(await store.deliveries.attempts(one.id), [], 'its attempts')
    },
  },
  {
    name: 'ends: once, and only what is pending',
    run: async ({ store, namespace, webhook, emitted }) => {
      const one = await emitted(await webhook((await namespace('engine')).id))
      const ending = { state: 'dead', reason: "no 'more'", endedAt: 1500 } as const
      assert(await store.deliveries.end(one.id, ending), 'a pending delivery could not be ended')
      const ended = { ...one, ...ending, nextAttemptAt: null }
      assertEqual(await store.deliveries.get(one.id), ended, 'the delivery')
      const again = { state: 'cancelled', reason: 'again', endedAt: 9000 } as const
      assert(!(await store.deliveries.end(one.id, again)), 'a delivery ended twice')
      assertEqual(await store.deliveries.get(one.id), ended, 'the delivery, still')
    },
  },
  {
    name: 'prune: drops what ended before, and all but the newest, but nothing pending',
    run: async ({ store, namespace, webhook, emitted }) => {
      const hook = await webhook((await namespace('engine')).id)
      const all = []
      for (let index = 0; index < 6; index++) all.push(await emitted(hook))
      const [a, b, c, d, e, pending] = all as [(typeof all)[0], ...typeof all]
      // Not in the order of their ids: what counts is when they ended.
      for (const [index, one] of [e, d, c, b, a].entries()) {
        await store.deliveries.begin(attemptOf(one as typeof a))
        await store.deliveries.end((one as typeof a).id, {
          state: 'dead',
          reason: 'test',
          endedAt: 2000 + index,
        })
      }
      const left = async (): Promise<string[]> => idsOf(await store.deliveries.list({ webhookId: hook.id }))
      assertEqual(await store.deliveries.prune({}), 0, 'how many went without a limit')
      assertEqual(await store.deliveries.prune({ endedBefore: 2000 }), 0, 'how many ended before')
      assertEqual(await store.deliveries.prune({ endedBefore: 2001 }), 1, 'how many ended before that')
      assertEqual(await left(), idsOf([pending, d, c, b, a].map((one) => one as typeof a)), 'what is left')
      assertEqual(await store.deliveries.prune({ keepEnded: 4 }), 0, 'how many are too many')
      assertEqual(await store.deliveries.prune({ keepEnded: 2 }), 2, 'how many are too many then')
      assertEqual(await left(), idsOf([pending, b, a].map((one) => one as typeof a)), 'what is left then')
      assertEqual(
        await store.deliveries.prune({ endedBefore: 2004, keepEnded: 2 }),
        1,
        'how many fall under one of both',
      )
      assertEqual(await left(), idsOf([pending as typeof a, a]), 'what is left at last')
      assertEqual(await store.deliveries.attempts((e as typeof a).id), [], 'attempts of what was dropped')
      assert((await store.deliveries.attempts(a.id)).length === 1, 'attempts of what was kept are gone')
    },
  },
  {
    name: 'prune: drops an event with its last delivery, not before',
    run: async ({ store, namespace, webhook, event, delivery }) => {
      const hook = await webhook((await namespace('engine')).id)
      const one = event(hook.namespaceId)
      const [first, second] = [delivery(one, hook.id), delivery(one, hook.id)]
      await store.deliveries.add([{ event: one, deliveries: [first, second] }])
      await store.deliveries.end(first.id, { state: 'dead', reason: 'test', endedAt: 2000 })
      assertEqual(await store.deliveries.prune({ keepEnded: 0 }), 1, 'how many were dropped')
      assertEqual(await store.deliveries.event(one.id), one, 'the event')
      const [loaded] = await store.deliveries.load([second.id])
      assertEqual(loaded?.event, one, 'the event of the one that is left')
      await store.deliveries.end(second.id, { state: 'dead', reason: 'test', endedAt: 2000 })
      assertEqual(await store.deliveries.prune({ keepEnded: 0 }), 1, 'how many were dropped then')
      assertEqual(await store.deliveries.event(one.id), undefined, 'the event at last')
    },
  },
  {
    name: 'overdue: tells what should have been attempted, oldest id first, page by page',
    run: async ({ store, namespace, webhook, emitted }) => {
      const hook = await webhook((await namespace('engine')).id)
      const at = async (nextAttemptAt: number): Promise<string> => (await emitted(hook, { nextAttemptAt })).id
      const [late, early, onTime, ended] = [await at(1999), await at(1000), await at(2000), await at(1)]
      const last = await at(1500)
      await store.deliveries.end(ended, { state: 'cancelled', reason: 'asked', endedAt: 1 })
      assertEqual(
        await store.deliveries.overdue({ dueBefore: 2000 }),
        [
          { id: late, webhookId: hook.id, nextAttemptAt: 1999 },
          { id: early, webhookId: hook.id, nextAttemptAt: 1000 },
          { id: last, webhookId: hook.id, nextAttemptAt: 1500 },
        ],
        'what is overdue',
      )
      const page = async (query: object): Promise<string[]> =>
        idsOf(await store.deliveries.overdue({ dueBefore: 2001, ...query }))
      assertEqual(await page({ limit: 2 }), [late, early], 'the first page')
      assertEqual(await page({ limit: 2, after: early }), [onTime, last], 'the second page')
      assertEqual(await page({ after: last }), [], 'the last page')
    },
  },
  {
    name: 'overdue: follows what attempts put off',
    run: async ({ store, namespace, webhook, emitted }) => {
      const one = await emitted(await webhook((await namespace('engine')).id), { nextAttemptAt: 1000 })
      const begun = attemptOf(one)
      await store.deliveries.begin(begun)
      await store.deliveries.complete(
        resultOf(begun, { state: 'pending', nextAttemptAt: 5000, endedAt: null }),
      )
      assertEqual(await store.deliveries.overdue({ dueBefore: 5000 }), [], 'what is overdue before its time')
      assertEqual(idsOf(await store.deliveries.overdue({ dueBefore: 5001 })), [one.id], 'what is overdue')
    },
  },
]
