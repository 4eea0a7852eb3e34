import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { postgresStore } from 'hookstamp/stores/postgres'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase } from '../services/postgres-database.js'

describe.skipIf(isLeftOut('counts of namespaces on PostgreSQL', noDatabase))('counts of namespaces', () => {
  const pool = newPool(4)
  const user = { id: 1, username: 'ada' }
  let schema = ''
  let store: ReturnType<typeof postgresStore>
  beforeEach(async () => {
    schema = newSchema()
    store = postgresStore(pool, { schema })
    await store.migrate()
  })
  afterEach(() => dropSchema(pool, schema))
  afterAll(() => pool.end())

  const at = (table: string): string => `${pg.escapeIdentifier(schema)}.${table}`
  const kept = async (): Promise<Record<string, number>> => {
    const { rows } = await pool.query<{ home: string; total: string }>(
      `select home, sum(change) as total from ${at('namespace_counts')} group by home having sum(change) <> 0 order by home`,
    )
    return Object.fromEntries(rows.map(({ home, total }) => [home, Number(total)]))
  }

  it('follow every change, in the same transaction', async () => {
    const { namespaces } = store
    const a = await namespaces.create({ name: 'top', user })
    const b = await namespaces.create({ name: 'mid', user, parentId: a.id })
    const c = await namespaces.create({ name: 'low', user, parentId: b.id })
    const [user1, top, mid] = ['user_id 1', `root_id ${a.id}`, `parent_id ${b.id}`]
    expect(await kept()).toEqual({ [user1]: 3, [top]: 3, [mid]: 1, [`parent_id ${a.id}`]: 1 })
    await namespaces.update(a.id, { visibility: 'public', description: 'new' })
    await namespaces.move(b.id, null)
    expect(await kept()).toEqual({ [user1]: 3, [top]: 1, [mid]: 1, [`root_id ${b.id}`]: 2 })
    const undone = store.transaction(async (tx) => {
      await namespaces.delete(a.id, { tx })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await kept()).toMatchObject({ [user1]: 3 })
    await namespaces.delete(c.id)
    expect(await kept()).toEqual({ [user1]: 2, [top]: 1, [`root_id ${b.id}`]: 1 })
    await pool.query(`truncate ${at('namespaces')} cascade`)
    expect(await kept()).toEqual({})
  })

  it('stay few, and right, while many write at once and one of them never ends', async () => {
    const open = await pool.connect()
    await open.query('begin')
    await store.namespaces.create({ name: 'open', user }, { tx: open })
    await Promise.all(
      Array.from({ length: 400 }, (_, n) => store.namespaces.create({ name: `shop${n}`, user })),
    )
    expect((await kept())['user_id 1']).toBe(400)
    const { rows } = await pool.query(
      `select count(*)::integer as rows from ${at('namespace_counts')} where home = 'user_id 1'`,
    )
    expect(rows[0].rows).toBeLessThan(160)
    await open.query('commit')
    open.release()
    expect((await kept())['user_id 1']).toBe(401)
  })
})
