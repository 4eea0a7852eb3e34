import pg from 'pg'
import { newPool, postgresUrl } from '../services/postgres-database.js'
import { idsIn, onServer } from './on-server.js'

onServer('a pool of pg', async (orders) => {
  const pool = newPool()
  return {
    client: pool,
    place: async (id, then) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        await client.query(`insert into ${orders} values ($1)`, [id])
        await then(client)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    orders: async () => idsIn(await pool.query(`select id from ${orders}`)),
    end: () => pool.end(),
  }
})

onServer('a single connection of pg', async (orders) => {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  return {
    client,
    place: async (id, then) => {
      await client.query('begin')
      try {
        await client.query(`insert into ${orders} values ($1)`, [id])
        await then(client)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    },
    orders: async () => idsIn(await client.query(`select id from ${orders}`)),
    end: () => client.end(),
  }
})
