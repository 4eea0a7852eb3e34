/** What the PostgreSQL store asks of the server: how often, and by which indexes, when there is much. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresStore, type PostgresTransactor } from 'hookstamp/stores/postgres'
import type { Attempt } from '../../src/ports/delivery.js'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase } from '../services/postgres-database.js'
import { newEvent } from './new-event.js'

const HOOKS = 2000
const ENDED = 20_000
const PENDING = 2000
// The others are empty: there is nothing to be found by an index.
const filled = ['namespaces', 'namespace_counts', 'webhooks', 'webhook_filters', 'deliveries', 'events']

describe.skipIf(isLeftOut('plans of PostgreSQL', noDatabase))('the PostgreSQL store', () => {
  const pool = newPool(4)
  const schema = newSchema()
  const asked: { readonly text: string; readonly values: unknown[] }[] = []
  const recording = (queryable: Pick<pg.Pool, 'query'>): Pick<PostgresTransactor, 'query'> => ({
    query: (text, values = []) => {
      asked.push({ text, values })
      return queryable.query(text, values)
    },
  })
  const client: PostgresTransactor = {
    ...recording(pool),
    transaction: async (work) => {
      const own = await pool.connect()
      try {
        await own.query('begin')
        const result = await work(recording(own))
        await own.query('commit')
        return result
      } finally {
        own.release()
      }
    },
  }
  const store = postgresStore(client, { schema })
  const webhook = { id: 7, namespaceId: 1 }

  beforeAll(async () => {
    await store.migrate()
    const at = `${pg.escapeIdentifier(schema)}.`
    await pool.query(`insert into ${at}namespaces (user_id, username, parent_id, name, path, description, visibility, created_at)
      select n / 100, 'user' || n / 100, case when n % 2 = 0 then n - 1 end, 'name' || n, 'name' || n, '', 'private', 1 from generate_series(1, 40000) n`)
    await pool.query(`insert into ${at}namespaces (user_id, username, name, path, description, visibility, created_at)
      select 6000, 'far', 'm', to_char(n, 'FM000000'), '', 'private', 1 from generate_series(1, 10000) n`)
    await pool.query(`insert into ${at}webhooks (namespace_id, payload_url, ssl, active, events, ordered, secrets, headers, health, created_at)
      select 1 + n / 20, 'https://example.com', true, true, '[]', false, '[]', '{}', '{}', 1 from generate_series(1, ${HOOKS}) n`)
    await pool.query(`insert into ${at}webhook_filters (namespace_id, filter, webhook_id)
      select namespace_id, case when id % 10 = 0 then '*' else 'type' || id % 10 end, id from ${at}webhooks`)
    await pool.query(`insert into ${at}deliveries (id, event_id, type, namespace_id, webhook_id, state, attempts, uncharged, next_attempt_at, ended_at, outlives_webhook, created_at)
      select to_char(n, 'FM000000'), 'e' || n / 3, 'cron', 1 + n % 100, 1 + n % ${HOOKS},
        case when n > ${ENDED} then 'pending' when n % 1000 = 0 then 'dead' else 'delivered' end, 1, 0,
        case when n > ${ENDED} then n end, case when n <= ${ENDED} then n end, false, n
      from generate_series(1, ${ENDED + PENDING}) n`)
    await pool.query(`insert into ${at}events (id, type, namespace_id, body, created_at)
      select 'e' || n, 'cron', 1, '{}', n from generate_series(0, ${(ENDED + PENDING) / 3}) n`)
    for (const table of filled) {
      await pool.query(`analyze ${at}${table}`)
    }
  }, 60_000)
  afterAll(async () => {
    await dropSchema(pool, schema)
    await pool.end()
  })

  /** The nodes of the plans of everything that is asked meanwhile. */
  const plansOf = async (run: () => unknown): Promise<string[]> => {
    asked.length = 0
    await run()
    const found: string[] = []
    const visit = (node: Record<string, unknown>): void => {
      const { 'Node Type': type, 'Relation Name': relation, 'Index Name': index } = node
      if (typeof index === 'string') found.push(`${type as string} ${index}`)
      else if (typeof relation === 'string') found.push(`${type as string} ${relation}`)
      ;((node['Plans'] ?? []) as Record<string, unknown>[]).forEach(visit)
    }
    for (const { text, values } of asked.slice()) {
      // It has no plan.
      if (text.startsWith('set transaction')) continue
      const { rows } = await pool.query<{ 'QUERY PLAN': { Plan: Record<string, unknown> }[] }>(
        `explain (format json) ${text}`,
        values,
      )
      rows[0]?.['QUERY PLAN'].forEach(({ Plan }) => visit(Plan))
    }
    return found
  }
  const { deliveries, namespaces, webhooks } = store

  it.each<[string, () => unknown, RegExp]>([
    ['who hears of an event', () => webhooks.matching([1, 5], 'type3.x'), /webhook_filters_pkey/],
    ['what a webhook was sent', () => deliveries.list({ webhookId: 7 }), /deliveries_webhook_id_id_idx/],
    [
      'what a namespace was sent, further back',
      () => deliveries.list({ namespaceId: 3, before: '015000' }),
      /deliveries_(namespace_id_id_idx|pkey)/,
    ],
    ['what an event became', () => deliveries.list({ eventId: 'e5' }), /deliveries_event_id_idx/],
    ['what died', () => deliveries.list({ state: 'dead' }), /deliveries_id_idx/],
    [
      'what is overdue',
      () => deliveries.overdue({ dueBefore: 1e9, after: '020500' }),
      /Only Scan deliveries_id_/,
    ],
    [
      'what goes before',
      () => deliveries.predecessor({ id: '021900', webhookId: 7, orderingKey: null }),
      /deliveries_webhook_id_ordering_key/,
    ],
    ['what is to be sent', () => deliveries.load(['021000', '021001']), /deliveries_/],
    ['what ended long ago', () => deliveries.prune({ endedBefore: 5 }), /deliveries_ended_at_id_idx/],
    ['whose namespaces', () => namespaces.list({ userId: 3, rootIds: [900, 901] }), /namespaces_user_id/],
    [
      'the last page of namespaces',
      () => namespaces.list({ userId: 6000, offset: 9975 }),
      /namespace_counts_home_idx[^]*Index Scan( Backward)? namespaces_user_id_path_id_idx/,
    ],
    [
      'the last page of children',
      () => namespaces.list({ parentId: 7, offset: 1000 }),
      /namespace_counts_home_idx/,
    ],
    [
      'whose namespaces to search in',
      () => namespaces.list({ userId: 3, search: 'Me3_%\\' }),
      /namespaces_user_id_path_id_idx/,
    ],
    ['a tree', () => namespaces.tree(5), /namespaces_parent_id/],
  ])('finds by an index %s', async (_, run, index) => {
    const plans = await plansOf(run)
    expect(plans.filter((plan) => filled.some((table) => plan === `Seq Scan ${table}`))).toEqual([])
    expect(plans.join('\n')).toMatch(index)
  })

  it('reads the last pages of very many namespaces from their end', async () => {
    const at = `${pg.escapeIdentifier(schema)}.`
    await pool.query(`insert into ${at}namespaces (user_id, username, name, path, description, visibility, created_at)
      select 5000, 'many', 'm', to_char(n, 'FM000000'), '', 'private', 1 from generate_series(1, 3000) n`)
    for (const [offset, first, count, more] of [
      [2990, '002991', 10, false],
      [2975, '002976', 25, false],
      [2974, '002975', 25, true],
      [1600, '001601', 25, true],
      [1400, '001401', 25, true],
      [1001, '001002', 25, true],
      [3000, undefined, 0, false],
      [9000, undefined, 0, false],
    ] as const) {
      const page = await namespaces.list({ userId: 5000, offset })
      expect([page.namespaces[0]?.path, page.namespaces.length, page.hasMore], String(offset)).toEqual([
        first,
        count,
        more,
      ])
    }
  })

  it('asks once to add, to choose and to load, however much it is', async () => {
    asked.length = 0
    await deliveries.add(Array.from({ length: 300 }, (_, n) => newEvent(webhook, `x${n}`, `key ${n}`)))
    await webhooks.matching([1, 2, 3], 'cron')
    await deliveries.load(Array.from({ length: 300 }, (_, n) => `x${n}-delivery`))
    expect(asked).toHaveLength(3)
  })

  it('writes attempts together that run together', async () => {
    const attempts = Array.from({ length: 100 }, (_, n): Attempt => ({
      deliveryId: `x${n}-delivery`,
      number: 1,
      outcome: 'unknown',
      startedAt: 1,
      durationNs: null,
      timings: null,
      requestHeaders: {},
      response: null,
      error: null,
    }))
    asked.length = 0
    await Promise.all(attempts.map((attempt) => deliveries.begin(attempt)))
    expect(asked).toHaveLength(1)
    const delivery = {
      state: 'delivered',
      reason: null,
      nextAttemptAt: null,
      endedAt: 5,
      uncharged: 0,
    } as const
    const lastResponse = { code: 200, duration: 1, error: null, createdAt: 1 }
    await Promise.all(
      attempts.map((attempt) =>
        deliveries.complete({ attempt: { ...attempt, outcome: 'succeeded' }, delivery, lastResponse }),
      ),
    )
    expect(asked).toHaveLength(2)
    expect(await deliveries.get('x99-delivery')).toMatchObject({ attempts: 1, state: 'delivered' })
  })

  it('drops what has ended in transactions of a thousand', async () => {
    asked.length = 0
    const dropped = await deliveries.prune({ keepEnded: 15_000 })
    expect(dropped).toBeGreaterThan(5000)
    const deletes = asked.filter(({ text }) => text.includes('doomed'))
    expect(deletes).toHaveLength(Math.floor(dropped / 1000) + 1)
    expect(await deliveries.list({ eventId: 'e0' })).toEqual([])
    expect(await deliveries.event('e0')).toBeUndefined()
    expect(await deliveries.event(`e${((ENDED + PENDING) / 3 - 1) | 0}`)).toBeDefined()
  })
})
