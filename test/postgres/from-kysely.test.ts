import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { fromKysely } from 'hookstamp/stores/postgres'
import { newPool } from '../services/postgres-database.js'
import { onServer } from './on-server.js'

onServer('Kysely', (_, schema) => {
  // With a plugin that renames columns, as many have it.
  const plugins = [new CamelCasePlugin()]
  const dialect = new PostgresDialect({ pool: newPool() })
  const db = new Kysely<{ orders: { id: number } }>({ dialect, plugins })
  const named = db.withoutPlugins().withSchema(schema)
  return Promise.resolve({
    client: fromKysely(db),
    place: (id, then) =>
      db.transaction().execute(async (trx) => {
        await trx.withoutPlugins().withSchema(schema).insertInto('orders').values({ id }).execute()
        await then(fromKysely(trx))
      }),
    orders: async () => (await named.selectFrom('orders').select('id').execute()).map(({ id }) => id),
    end: () => db.destroy(),
  })
})
