/** Webhooks, what is secret about them, and who wants which event. */
import type { Webhook } from '../../ports/webhook.js'
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { idsOf, PAYLOAD_URL, type StoreCase } from './store-case.js'

export const webhooks: readonly StoreCase[] = [
  {
    name: 'webhooks: keeps what it is given, and fills in the rest',
    run: async ({ store, clock, namespace, webhook }) => {
      const { id: namespaceId } = await namespace('engine')
      const plain = await webhook(namespaceId)
      assertEqual(
        plain,
        {
          id: plain.id,
          namespaceId,
          authorId: null,
          payloadUrl: PAYLOAD_URL,
          ssl: true,
          active: true,
          disabledReason: null,
          events: [],
          ordered: false,
          ratePerSecond: null,
          timeoutMs: null,
          lastResponse: null,
          health: { failures: 0, failingSince: null, pausedAt: null, pausedUntil: null },
          createdAt: clock.now(),
        },
        'a webhook with defaults',
      )
      assertEqual(
        confidentialOf(plain),
        { secrets: [], headers: {}, auth: null, tls: null, proxy: null },
        'its secrets',
      )
      const given = {
        payloadUrl: 'http://example.com:8080/ä?q=1%20"',
        authorId: 0,
        ssl: false,
        active: false,
        events: ['*', 'build.*', "o'clock", 'ärger.*'],
        ordered: true,
        ratePerSecond: 0.5,
        timeoutMs: 50_000,
      }
      const rich = await webhook(namespaceId, { ...given, ...CONFIDENTIAL, tls: null })
      const found = await store.webhooks.get(rich.id)
      assert(found !== undefined, 'a webhook is not found by its id')
      assertEqual(found, { ...plain, ...given, id: rich.id }, 'a webhook with everything')
      assertEqual(confidentialOf(found), { ...CONFIDENTIAL, tls: null }, 'its secrets')
      const tls = await webhook(namespaceId, { tls: CONFIDENTIAL.tls })
      assertEqual(confidentialOf(tls).tls, CONFIDENTIAL.tls, 'its certificates')
    },
  },
  {
    name: 'webhooks: shows nothing secret in JSON, in a log or in a spread, whichever way it came',
    run: async ({ store, namespace, webhook, emitted }) => {
      const { id: namespaceId } = await namespace('engine')
      const created = await webhook(namespaceId, CONFIDENTIAL)
      const { id } = created
      const one = await emitted(created)
      const ways: Readonly<Record<string, Webhook | undefined>> = {
        create: created,
        get: await store.webhooks.get(id),
        list: (await store.webhooks.list(namespaceId))[0],
        matching: (await store.webhooks.matching([namespaceId], 'build.created'))[0],
        update: await store.webhooks.update(id, { ordered: true }),
        updateHealth: await store.webhooks.updateHealth(id, (health) => health),
        load: (await store.deliveries.load([one.id]))[0]?.webhook,
      }
      for (const [way, found] of Object.entries(ways)) {
        assert(found !== undefined, `${way} found no webhook`)
        assertEqual(confidentialOf(found), CONFIDENTIAL, `what ${way} reads`)
        const shown = JSON.stringify([found, { ...found }, Object.values(found)])
        assert(!/s3cret/.test(shown), `what ${way} finds shows a secret`)
        const keys = Object.keys(found).filter((key) => key in CONFIDENTIAL)
        assert(keys.length === 0, `what ${way} finds can enumerate ${keys.join(', ')}`)
      }
    },
  },
  {
    name: 'webhooks: lists those of a namespace in the order of their ids',
    run: async ({ store, namespace, webhook }) => {
      const [one, other] = [await namespace('engine'), await namespace('other')]
      const made = [await webhook(one.id), await webhook(other.id), await webhook(one.id, { active: false })]
      await webhook(one.id)
      await store.webhooks.update(made[0]?.id ?? 0, { ordered: true })
      const ids = idsOf(await store.webhooks.list(one.id))
      assertEqual(ids.slice(0, 2), [made[0]?.id, made[2]?.id], 'the first two')
      assert(ids.length === 3, `${ids.length} webhooks are listed, not 3`)
      assertEqual(await store.webhooks.list(other.id + 1000), [], 'those of nobody')
    },
  },
  {
    name: 'webhooks: finds the active ones that want an event, in exactly these namespaces',
    run: async ({ store, namespace, webhook }) => {
      const root = await namespace('engine')
      const child = await namespace('parts', { parentId: root.id })
      const all = await webhook(child.id)
      const star = await webhook(root.id, { events: ['*'] })
      const exact = await webhook(root.id, { events: ['images', 'build.created'] })
      const beginning = await webhook(root.id, { events: ['build.*'] })
      await webhook(root.id, { active: false })
      const wanting = async (namespaceIds: readonly number[], type: string): Promise<number[]> =>
        idsOf(await store.webhooks.matching(namespaceIds, type))
      assertEqual(await wanting([root.id], 'build.created'), idsOf([star, exact, beginning]), 'build.created')
      assertEqual(await wanting([root.id], 'build.'), idsOf([star, beginning]), 'build.')
      assertEqual(await wanting([root.id], 'build'), idsOf([star]), 'build')
      assertEqual(await wanting([root.id], 'images'), idsOf([star, exact]), 'images')
      assertEqual(await wanting([child.id], 'images'), idsOf([all]), 'images below')
      assertEqual(await wanting([root.id, child.id], 'images'), idsOf([all, star, exact]), 'images in both')
      assertEqual(
        await wanting([child.id, root.id], 'images'),
        idsOf([all, star, exact]),
        'in the other order',
      )
      assertEqual(await wanting([], 'images'), [], 'images nowhere')
      assertEqual(await wanting([child.id + 1000], 'images'), [], 'images at nobody')
    },
  },
  {
    name: 'webhooks: takes filters for text, not for patterns of a database',
    run: async ({ store, namespace, webhook }) => {
      const { id } = await namespace('engine')
      const filters = ['a_b.*', 'a%.*', 'Build.*', '%', '_', "x'y.*", 'ä.*', 'a.b.*', '\\.*']
      for (const filter of filters) await webhook(id, { events: [filter] })
      const wanted = async (type: string): Promise<string[]> =>
        (await store.webhooks.matching([id], type)).map((found) => found.events.join())
      assertEqual(await wanted('axb.c'), [], 'axb.c')
      assertEqual(await wanted('abc.c'), [], 'abc.c')
      assertEqual(await wanted('a_b.c'), ['a_b.*'], 'a_b.c')
      assertEqual(await wanted('a%.c'), ['a%.*'], 'a%.c')
      assertEqual(await wanted('build.x'), [], 'build.x')
      assertEqual(await wanted('BUILD.x'), [], 'BUILD.x')
      assertEqual(await wanted('Build.x'), ['Build.*'], 'Build.x')
      assertEqual(await wanted('x'), [], 'x')
      assertEqual(await wanted("x'y.z"), ["x'y.*"], "x'y.z")
      assertEqual(await wanted('ä.z'), ['ä.*'], 'ä.z')
      assertEqual(await wanted('a.b.c.d'), ['a.b.*'], 'a.b.c.d')
      assertEqual(await wanted('\\.c'), ['\\.*'], '\\.c')
    },
  },
  {
    name: 'webhooks: sees a change at once',
    run: async ({ store, namespace, webhook }) => {
      const { id: namespaceId } = await namespace('engine')
      const { id } = await webhook(namespaceId, { events: ['images'] })
      const hears = async (type: string): Promise<boolean> =>
        (await store.webhooks.matching([namespaceId], type)).length === 1
      assert((await hears('images')) && !(await hears('cron')), 'a new webhook does not hear what it wants')
      await store.webhooks.update(id, { events: ['cron'] })
      assert(!(await hears('images')) && (await hears('cron')), 'other events are not seen at once')
      await store.webhooks.update(id, { active: false })
      assert(!(await hears('cron')), 'a webhook that was turned off still hears')
      await store.webhooks.update(id, { active: true })
      assert(await hears('cron'), 'a webhook that was turned on does not hear')
      await store.webhooks.delete(id)
      assert(!(await hears('cron')), 'a deleted webhook still hears')
    },
  },
  {
    name: 'webhooks: changes what is given, and keeps the rest, secrets too',
    run: async ({ store, namespace, webhook }) => {
      const { id: namespaceId } = await namespace('engine')
      const before = await webhook(namespaceId, { ...CONFIDENTIAL, authorId: 7 })
      const given = {
        payloadUrl: 'https://example.org/',
        events: ['cron'],
        timeoutMs: 5000,
        ratePerSecond: 3,
      }
      const changed = await store.webhooks.update(before.id, { ...given, disabledReason: 'asked' })
      assertEqual(changed, { ...before, ...given, disabledReason: 'asked' }, 'the answer')
      assertEqual(await store.webhooks.get(before.id), changed, 'what is stored')
      assertEqual(confidentialOf(changed), CONFIDENTIAL, 'its secrets')
      const bare = { secrets: [], headers: {}, auth: null, tls: null, proxy: null }
      const stripped = await store.webhooks.update(before.id, { ...bare, timeoutMs: null })
      assertEqual(confidentialOf(stripped), bare, 'removed secrets')
      assertEqual(stripped.timeoutMs, null, 'the deadline that was taken away')
      const basic = { username: 'ada', password: 's3cret:ä' }
      const secrets = [{ value: 'new s3cret' }]
      const found = await store.webhooks.update(before.id, { auth: basic, secrets })
      assertEqual(confidentialOf(found), { ...bare, auth: basic, secrets }, 'other secrets')
    },
  },
  {
    name: 'webhooks: clears reason and health when one is turned on',
    run: async ({ store, namespace, webhook }) => {
      const { id } = await webhook((await namespace('engine')).id)
      const ill = { failures: 3, failingSince: 1000, pausedAt: 2000, pausedUntil: 3000 }
      await store.webhooks.updateHealth(id, () => ill)
      await store.webhooks.update(id, { active: false, disabledReason: 'failing' })
      const off = await store.webhooks.get(id)
      assertEqual([off?.active, off?.disabledReason, off?.health], [false, 'failing', ill], 'turned off')
      const on = await store.webhooks.update(id, { active: true })
      const well = { failures: 0, failingSince: null, pausedAt: null, pausedUntil: null }
      assertEqual([on.active, on.disabledReason, on.health], [true, null, well], 'turned on')
    },
  },
  {
    name: 'webhooks: refuses what breaks a rule, and what is not there',
    run: async ({ store, namespace, webhook }) => {
      const { id: namespaceId } = await namespace('engine')
      await assertRefused(() => webhook(namespaceId + 1000), 'not-found', 'an unknown namespace')
      await assertRefused(() => webhook(namespaceId, { payloadUrl: 'nonsense' }), 'url-invalid', 'no URL')
      await assertRefused(
        () => webhook(namespaceId, { payloadUrl: 'http://a.example', ssl: true }),
        'url-not-https',
        'http',
      )
      await assertRefused(() => webhook(namespaceId, { secret: '' }), 'secret-empty', 'an empty secret')
      await assertRefused(
        () => webhook(namespaceId, { ratePerSecond: 0 }),
        'record-invalid',
        'a rate of nothing',
      )
      const before = await webhook(namespaceId)
      const update = async (id: number, changes: object): Promise<unknown> =>
        await store.webhooks.update(id, changes)
      await assertRefused(
        () => update(before.id, { payloadUrl: 'http://a.example' }),
        'url-not-https',
        'a change to http',
      )
      await assertRefused(
        () => update(before.id, { events: ['**'] }),
        'record-invalid',
        'a change to no filter',
      )
      assertEqual(await store.webhooks.get(before.id), before, 'what a refused change has left')
      await assertRefused(() => update(before.id + 1000, {}), 'not-found', 'a change of nothing')
      await assertRefused(
        async () => await store.webhooks.delete(before.id + 1000),
        'not-found',
        'a deletion of nothing',
      )
      assertEqual(await store.webhooks.get(before.id + 1000), undefined, 'an unknown webhook')
      assertEqual(
        await store.webhooks.updateHealth(before.id + 1000, (health) => health),
        undefined,
        'health of nothing',
      )
    },
  },
]

const CONFIDENTIAL = {
  secrets: [
    { value: 's3cret ä🪝"\'\\', scheme: 'second', expiresAt: 4_102_444_800_000 },
    { value: 's3cret-1' },
    { value: 's3cret-2', scheme: 'second' },
  ],
  headers: { 'X-Tenant': 's3cret-3', 'x-second': 'a  "s3cret-4"' },
  auth: { token: 's3cret-5' },
  tls: { cert: '-----BEGIN CERTIFICATE-----\ns3cret-6\n', key: 's3cret-7', ca: 's3cret-8' },
  proxy: { url: 'http://proxy.example:8080', username: 'ada', password: 's3cret-9' },
} as const

function confidentialOf({
  secrets,
  headers,
  auth,
  tls,
  proxy,
}: Webhook): Pick<Webhook, 'secrets' | 'headers' | 'auth' | 'tls' | 'proxy'> {
  return { secrets, headers, auth, tls, proxy }
}
