import Database from 'libsql'
import { describe, expect, it, onTestFinished } from 'vitest'
import { postgresStore } from 'hookstamp/stores/postgres'
import { sqliteStore } from 'hookstamp/stores/sqlite'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, newSchema, noDatabase, postgresUrl } from '../services/postgres-database.js'
import { program } from './run.js'

const { run, json, file, folder } = program()
const user = { id: 1, username: 'ada' }

async function newStore(name: string): Promise<string> {
  const path = `${folder()}/${name}`
  const database = new Database(path)
  const store = sqliteStore(database)
  const { id } = await store.namespaces.create({ name: 'acme', user })
  await store.webhooks.create({ namespaceId: id, payloadUrl: 'https://example.com/', secret: 's3cret' })
  await store.close()
  database.close()
  return path
}

describe('migrate', () => {
  describe.skipIf(isLeftOut('hookstamp migrate', noDatabase))('to a server', () => {
    it('copies, says how much, and refuses to do it twice', async () => {
      const [path, schema, pool] = [await newStore('hooks.db'), newSchema(), newPool(1)]
      onTestFinished(async () => {
        await dropSchema(pool, schema)
        await pool.end()
      })
      const env = { DATABASE_URL: postgresUrl }
      expect(await json(['migrate', path, '--schema', schema], { env })).toMatchObject({
        schema,
        copied: { namespaces: 1, webhooks: 1, deliveries: 0 },
      })
      expect((await postgresStore(pool, { schema }).webhooks.get(1))?.secrets).toEqual([{ value: 's3cret' }])
      const again = await run(['migrate', path, '--schema', schema, '--to-env', 'OTHER'], {
        env: { OTHER: postgresUrl },
      })
      expect(again).toMatchObject({
        code: 3,
        out: '',
        err: expect.stringMatching(/not empty \(namespaces\)/),
      })
    })

    it('refuses a file that is in use', async () => {
      const path = await newStore('busy.db')
      const database = new Database(path)
      const store = sqliteStore(database)
      const { code, err } = await run(['migrate', path, '--schema', newSchema()], {
        env: { DATABASE_URL: postgresUrl },
      })
      expect([code, err]).toEqual([3, expect.stringMatching(/in use by process \d+/)])
      await store.close()
      database.close()
    })
  })

  it.each([
    ['no file', [], {}, 2, /Name one file/],
    ['no database to copy to', ['hooks.db'], {}, 2, /DATABASE_URL is not set/],
    [
      'a file that is not there',
      ['none.db'],
      { DATABASE_URL: 'postgresql://x' },
      3,
      /none\.db cannot be read/,
    ],
  ] as const)('needs more than %s', async (_, args, env, code, message) => {
    const ran = await run(['migrate', ...args], { env })
    expect([ran.code, ran.err]).toEqual([code, expect.stringMatching(message)])
  })

  it('tells a file that is no database, or not hookstamp’s', async () => {
    const env = { DATABASE_URL: 'postgresql://127.0.0.1:1/none' }
    const text = file('text.db', 'x'.repeat(5000))
    expect(await run(['migrate', text], { env })).toMatchObject({
      code: 3,
      err: expect.stringMatching(/not a SQLite database/),
    })
    const other = `${folder()}/other.db`
    new Database(other).exec('CREATE TABLE mine (id)')
    expect(await run(['migrate', other], { env })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/none of its tables/),
    })
  })
})
