/** The servers that the engines stand on, for one run: what is there is used, what can be started is started. */
import pg from 'pg'
import { missingPgBoss, isPgBossNode, node22 } from '../services/pg-boss.js'
import { noDatabase, postgresUrl } from '../services/postgres-database.js'
import { noRedis, redisServer } from '../services/redis.js'
import { schemaOf, type EngineName } from './engines.js'

export const engineNames: readonly EngineName[] = ['sqlite', 'pg-boss', 'bullmq']

/** Where an engine's child finds what it needs. */
export interface Prepared {
  /** The Node that the engine wants. */
  readonly node: string
  readonly postgres: string
  readonly redis: string
  /** Drops what a run left in the servers, and ends those that were started for it. */
  close(homes: readonly string[]): Promise<void>
}

/** A text says why the engine cannot be run here. */
export async function prepareEngine(engine: EngineName): Promise<Prepared | string> {
  const here = { node: process.execPath, postgres: postgresUrl, redis: '' }
  if (engine === 'sqlite' || engine === 'memory') return { ...here, close: () => Promise.resolve() }
  if (noDatabase !== undefined) return noDatabase
  if (engine === 'pg-boss') {
    const missing = missingPgBoss()
    if (missing !== undefined) return missing
    return { ...here, node: isPgBossNode ? process.execPath : node22, close: dropSchemas }
  }
  if (noRedis !== undefined) return noRedis
  const redis = await redisServer(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'])
  return {
    ...here,
    redis: `redis://127.0.0.1:${redis.port}`,
    close: async (homes) => {
      await redis.end()
      await dropSchemas(homes)
    },
  }
}

async function dropSchemas(homes: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  for (const home of homes) {
    const schema = schemaOf({ home })
    await client.query(`drop schema if exists "${schema}" cascade`)
    await client.query(`drop schema if exists "${schema}_boss" cascade`)
  }
  await client.end()
}
