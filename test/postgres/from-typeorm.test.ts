import { DataSource } from 'typeorm'
import { fromTypeorm } from 'hookstamp/stores/postgres'
import { postgresUrl } from '../services/postgres-database.js'
import { idsIn, onServer } from './on-server.js'

onServer('TypeORM', async (orders) => {
  const source = await new DataSource({ type: 'postgres', url: postgresUrl }).initialize()
  return {
    client: fromTypeorm(source),
    place: (id, then) =>
      source.transaction(async (manager) => {
        await manager.query(`insert into ${orders} values ($1)`, [id])
        await then(fromTypeorm(manager))
      }),
    orders: async () => idsIn({ rows: await source.query(`select id from ${orders}`) }),
    end: () => source.destroy(),
  }
})

onServer("TypeORM's query runner", async (orders) => {
  const source = await new DataSource({ type: 'postgres', url: postgresUrl }).initialize()
  return {
    client: fromTypeorm(source.manager),
    place: async (id, then) => {
      const runner = source.createQueryRunner()
      try {
        await runner.startTransaction()
        await runner.query(`insert into ${orders} values ($1)`, [id])
        await then(fromTypeorm(runner))
        await runner.commitTransaction()
      } catch (error) {
        await runner.rollbackTransaction()
        throw error
      } finally {
        await runner.release()
      }
    },
    orders: async () => idsIn({ rows: await source.query(`select id from ${orders}`) }),
    end: () => source.destroy(),
  }
})
