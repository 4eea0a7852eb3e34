/** Events that were accepted and are handled later. */
import type { InboxEvent, InboxQuery, InboxStore } from '../../ports/inbox.js'
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { DEAD, eventOf, HANDLED, inboxOf } from './inbox-case.js'
import { idsOf, type StoreCase } from './store-case.js'

export const inbox: readonly StoreCase[] = [
  {
    name: 'inbox: keeps an event as it is, byte by byte',
    needs: 'inbox',
    run: async (bench) => {
      const inbox = inboxOf(bench.store)
      const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
      const large = Uint8Array.from({ length: 1024 * 1024 }, (_, index) => (index * 31) % 251)
      for (const body of [every, new Uint8Array(), every.subarray(10, 20), large]) {
        const one = eventOf(bench, {
          body,
          key: "shop:/hooks/ä?'🪝",
          type: "o'clock.ä",
          headers: { 'content-type': 'application/json', 'x-ä': 'a "b" \\ 日本' },
          verified: {
            ok: true,
            code: 'verified',
            scheme: 'hmac',
            secretIndex: 1,
            id: 'msg_1',
            signedAt: 4_102_444_800_000,
          },
          nextAttemptAt: 4_102_444_800_000,
        })
        assert((await inbox.add(one)) === true, 'a new event was not taken')
        const found = await inbox.get(one.id)
        assert(found?.body instanceof Uint8Array, 'a body is no Uint8Array')
        assertEqual(found, one, 'the event')
        assertEqual(await inbox.load([one.id]), [one], 'the event, loaded')
        const { body: _, ...entry } = one
        assertEqual((await inbox.list({ limit: 1 }))[0], entry, 'the event, listed')
      }
      const bare = eventOf(bench, { type: null })
      await inbox.add(bare)
      assertEqual(await inbox.get(bare.id), bare, 'an event without a type')
    },
  },
  {
    name: 'inbox: takes no second copy, whatever became of the first, until that is dropped',
    needs: 'inbox',
    run: async (bench) => {
      const inbox = inboxOf(bench.store)
      const [first, copy] = [eventOf(bench, { dedupeKey: 'same' }), eventOf(bench, { dedupeKey: 'same' })]
      assert((await inbox.add(first)) === true, 'a new event was not taken')
      assert((await inbox.add(copy)) === false, 'a second copy was taken')
      assertEqual(await inbox.get(copy.id), undefined, 'the copy')
      assert((await inbox.add(eventOf(bench, { dedupeKey: 'SAME' }))) === true, 'another key was refused')
      await inbox.complete(first.id, HANDLED)
      assert((await inbox.add(copy)) === false, 'a copy of what was handled was taken')
      assertEqual(await inbox.prune({ keepEnded: 0 }), 1, 'how many were dropped')
      assert((await inbox.add(copy)) === true, 'a copy of what was dropped was not taken')
    },
  },
  {
    name: 'inbox: finds nothing for an unknown id, whatever it looks like',
    needs: 'inbox',
    run: async ({ store, newId }) => {
      const inbox = inboxOf(store)
      for (const id of [newId(), 'nobody', '', "'"]) {
        assertEqual(await inbox.get(id), undefined, `the event "${id}"`)
        assertEqual(await inbox.load([id]), [undefined], `what "${id}" loads`)
        assert((await inbox.begin(id)) === false, `"${id}" could be begun`)
        assert((await inbox.complete(id, HANDLED)) === false, `"${id}" could be completed`)
        assert((await inbox.retry(id, 1)) === false, `"${id}" could be made pending`)
      }
      assertEqual(await inbox.load([]), [], 'what nothing loads')
    },
  },
  {
    name: 'inbox: counts attempts, puts off, ends once, and what has ended stays ended',
    needs: 'inbox',
    run: async (bench) => {
      const inbox = inboxOf(bench.store)
      const [one, other] = [eventOf(bench), eventOf(bench)]
      await inbox.add(one)
      await inbox.add(other)
      assert((await inbox.begin(one.id)) === true, 'a pending event could not be begun')
      assertEqual(await inbox.get(one.id), { ...one, attempts: 1 }, 'the event, begun')
      const later = {
        state: 'pending',
        nextAttemptAt: 4_102_444_800_000,
        endedAt: null,
        lastError: { code: 'handler-failed', message: `It's "ä"` },
      } as const
      assert((await inbox.complete(one.id, later)) === true, 'a pending event could not be put off')
      assertEqual(await inbox.get(one.id), { ...one, attempts: 1, ...later }, 'the event, put off')
      await inbox.begin(one.id)
      assert((await inbox.complete(one.id, HANDLED)) === true, 'a pending event could not be ended')
      const handled = { ...one, attempts: 2, ...HANDLED }
      assertEqual(await inbox.get(one.id), handled, 'the event, handled')
      assert((await inbox.complete(one.id, later)) === false, 'what has ended was put off')
      assert((await inbox.complete(one.id, DEAD)) === false, 'what has ended was ended again')
      assert((await inbox.begin(one.id)) === false, 'what has ended was begun')
      assertEqual(await inbox.get(one.id), handled, 'the event, still handled')
      assertEqual(await inbox.load([other.id, one.id]), [other, undefined], 'what is left to handle')
    },
  },
  {
    name: 'inbox: makes what is dead pending again, as if never attempted, and nothing else',
    needs: 'inbox',
    run: async (bench) => {
      const inbox = inboxOf(bench.store)
      const [dead, handled, pending] = [eventOf(bench), eventOf(bench), eventOf(bench)]
      for (const one of [dead, handled, pending]) {
        await inbox.add(one)
        await inbox.begin(one.id)
      }
      await inbox.complete(dead.id, DEAD)
      await inbox.complete(handled.id, HANDLED)
      assert((await inbox.retry(handled.id, 9000)) === false, 'what was handled is pending again')
      assert((await inbox.retry(pending.id, 9000)) === false, 'what is pending was made pending')
      assert((await inbox.retry(dead.id, 9000)) === true, 'what is dead could not be made pending')
      assert((await inbox.retry(dead.id, 9000)) === false, 'what is pending again was made pending')
      const again = { ...dead, lastError: DEAD.lastError, nextAttemptAt: 9000 }
      assertEqual(await inbox.get(dead.id), again, 'the event')
      assertEqual(await inbox.prune({ keepEnded: 0 }), 1, 'how many were dropped')
      assertEqual(await inbox.load([dead.id]), [again], 'the event, loaded')
    },
  },
  {
    name: 'inbox: lists the newest first, narrowed by every field, page by page while new ones come',
    needs: 'inbox',
    run: async (bench) => {
      const inbox = inboxOf(bench.store)
      const all: InboxEvent[] = []
      for (const [dialect, type] of [
        ['shop', 'cron'],
        ['shop', 'images'],
        ['forge', 'cron'],
        ['forge', null],
      ] as const) {
        await bench.clock.advance(1000)
        const one = eventOf(bench, { dialect, type })
        all.push(one)
        await inbox.add(one)
      }
      const [a, b, c, d] = all as [InboxEvent, InboxEvent, InboxEvent, InboxEvent]
      await inbox.complete(b.id, DEAD)
      const expectListed = async (query: InboxQuery, expected: readonly InboxEvent[]): Promise<void> =>
        assertEqual(idsOf(await inbox.list(query)), idsOf(expected), JSON.stringify(query))
      await expectListed({}, [d, c, b, a])
      await expectListed({ state: 'dead' }, [b])
      await expectListed({ state: 'pending', dialect: 'shop' }, [a])
      await expectListed({ types: ['cron'] }, [c, a])
      await expectListed({ types: ['cron', 'images'], dialect: 'shop' }, [b, a])
      await expectListed({ types: [] }, [])
      await expectListed({ types: ['CRON'] }, [])
      await expectListed({ since: c.receivedAt }, [d, c])
      await expectListed({ until: c.receivedAt }, [b, a])
      await expectListed({ before: c.id, limit: 1 }, [b])
      const made: string[] = idsOf(all)
      for (let index = 0; index < 56; index++) {
        const one = eventOf(bench)
        made.push(one.id)
        await inbox.add(one)
      }
      const seen: string[] = []
      for (let before: string | undefined; ;) {
        const page = await inbox.list(before === undefined ? {} : { before })
        seen.push(...idsOf(page))
        if (page.length < 25) break
        before = page.at(-1)?.id
        await inbox.add(eventOf(bench))
      }
      assertEqual(seen, made.toReversed(), 'all pages')
    },
  },
  {
    name: 'inbox: tells what is overdue, oldest id first, page by page',
    needs: 'inbox',
    run: async (bench) => {
      const inbox = inboxOf(bench.store)
      const at = async (nextAttemptAt: number): Promise<string> => {
        const one = eventOf(bench, { nextAttemptAt })
        await inbox.add(one)
        return one.id
      }
      const [late, early, onTime, ended] = [await at(1999), await at(1000), await at(2000), await at(1)]
      await inbox.complete(ended, DEAD)
      const expected = [late, early].map((id, index) => ({
        id,
        key: 'shop',
        nextAttemptAt: [1999, 1000][index],
      }))
      assertEqual(await inbox.overdue({ dueBefore: 2000 }), expected, 'what is overdue')
      assertEqual(idsOf(await inbox.overdue({ dueBefore: 2001, limit: 2 })), [late, early], 'the first page')
      assertEqual(idsOf(await inbox.overdue({ dueBefore: 2001, after: early })), [onTime], 'the second page')
    },
  },
  {
    name: 'inbox: drops what ended before, and all but the newest, but nothing pending',
    needs: 'inbox',
    run: async (bench) => {
      const inbox = inboxOf(bench.store)
      const all = [eventOf(bench), eventOf(bench), eventOf(bench), eventOf(bench)]
      const [a, b, c, pending] = all as [InboxEvent, InboxEvent, InboxEvent, InboxEvent]
      for (const one of all) await inbox.add(one)
      for (const [index, one] of [c, b, a].entries())
        await inbox.complete(one.id, { ...HANDLED, endedAt: 2000 + index })
      assertEqual(await inbox.prune({}), 0, 'how many went without a limit')
      assertEqual(await inbox.prune({ endedBefore: 2001 }), 1, 'how many ended before')
      assertEqual(await inbox.prune({ keepEnded: 1 }), 1, 'how many are too many')
      assertEqual(idsOf(await inbox.list({})), idsOf([pending, a]), 'what is left')
    },
  },
  {
    name: 'inbox: of many copies at once takes one, and ends one once',
    needs: 'inbox',
    run: async (bench) => {
      const { store, handles } = bench
      const handle = (index: number): InboxStore => inboxOf(handles[index % handles.length] ?? store)
      const copies = Array.from({ length: 10 }, () => eventOf(bench, { dedupeKey: 'same' }))
      const taken = await Promise.all(copies.map((copy, index) => handle(index).add(copy)))
      assert(taken.filter(Boolean).length === 1, `${taken.filter(Boolean).length} of 10 copies were taken`)
      const id = copies[taken.indexOf(true)]?.id ?? ''
      assertEqual(idsOf(await inboxOf(store).list({})), [id], 'what is there')
      const begun = await Promise.all(copies.map((_, index) => handle(index).begin(id)))
      assert(begun.every(Boolean), 'a pending event could not be begun')
      assertEqual((await inboxOf(store).get(id))?.attempts, 10, 'how often it was begun')
      const done = await Promise.all(copies.map((_, index) => handle(index).complete(id, HANDLED)))
      assert(done.filter(Boolean).length === 1, `${done.filter(Boolean).length} of 10 ended the event`)
    },
  },
  {
    name: 'inbox: is part of a transaction',
    needs: 'inbox',
    run: async (bench) => {
      const { store } = bench
      const inbox = inboxOf(store)
      if (store.transaction === undefined) {
        const tx = { query: () => Promise.resolve({ rows: [] }) }
        const refused = eventOf(bench)
        await assertRefused(() => inbox.add(refused, { tx }), 'option-invalid', 'inbox.add')
        assertEqual(await inbox.get(refused.id), undefined, 'what was refused')
        return
      }
      const [made, open, dead] = [eventOf(bench), eventOf(bench), eventOf(bench)]
      await inbox.add(open)
      await inbox.add(dead)
      await inbox.complete(dead.id, DEAD)
      const before = [open, await inbox.get(dead.id)]
      const writeAll = async (tx: unknown): Promise<void> => {
        assert((await inbox.add(made, { tx })) === true, 'a new event was not taken')
        assert((await inbox.begin(open.id, { tx })) === true, 'a pending event could not be begun')
        assert(
          (await inbox.complete(open.id, HANDLED, { tx })) === true,
          'a pending event could not be ended',
        )
        assert((await inbox.retry(dead.id, 9000, { tx })) === true, 'what is dead could not be made pending')
        const states = [made, open, dead].map(async ({ id }) => (await inbox.get(id, { tx }))?.state)
        assertEqual(await Promise.all(states), ['pending', 'handled', 'pending'], 'what it sees')
        assertEqual(idsOf(await inbox.list({ state: 'handled' }, { tx })), [open.id], 'what it lists')
      }
      const failure = new Error('rolled back on purpose')
      const failed = await store
        .transaction(async (tx) => {
          await writeAll(tx)
          throw failure
        })
        .catch((error: unknown) => error)
      assert(failed === failure, `the transaction failed with ${String(failed)}`)
      assertEqual(await inbox.get(made.id), undefined, 'what was rolled back')
      assertEqual([await inbox.get(open.id), await inbox.get(dead.id)], before, 'what was changed')
      await store.transaction(writeAll)
      assertEqual((await inbox.get(made.id))?.state, 'pending', 'what was committed')
      assertEqual((await inbox.get(open.id))?.state, 'handled', 'what was changed then')
    },
  },
]
