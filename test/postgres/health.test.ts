import { describe, expect, it } from 'vitest'
import { postgresStore } from 'hookstamp/stores/postgres'
import { isLeftOut } from '../services/missing.js'
import { noPostgres, postgresServer } from '../services/postgres.js'
import { newPool } from '../services/postgres-database.js'

describe.skipIf(isLeftOut('health of a PostgreSQL server', noPostgres))('health', () => {
  it('finds settings by which deliveries are lost', async () => {
    const server = await postgresServer([
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      'autovacuum=off',
    ])
    const pool = newPool(1, server.url)
    try {
      expect(await postgresStore(pool).health()).toEqual([
        'postgres fsync=off: acknowledged deliveries are lost, and tables damaged, by a power cut',
        'postgres full_page_writes=off: a power cut can damage tables',
        'postgres synchronous_commit=off: the last acknowledged deliveries are lost when the server crashes',
        'postgres autovacuum=off: tables of deliveries grow, and get slower, without end',
      ])
    } finally {
      await pool.end()
      await server.end()
    }
  }, 60_000)
})
