/** The durable engines as a host puts them together, opened in the process that is killed. */
import { basename, join } from 'node:path'
import type { Queue, Store } from 'hookstamp'
import { startPgBoss } from '../services/pg-boss.js'

/** `memory` is no engine to choose: it loses everything, and the harness has to see that. */
export type EngineName = 'sqlite' | 'pg-boss' | 'bullmq' | 'memory'

export interface EngineHome {
  readonly engine: EngineName
  /** A folder of this run's own; its name serves as the name of a schema or a prefix. */
  readonly home: string
  readonly postgres: string
  readonly redis: string
}

export interface Engine {
  readonly store: Store
  readonly queue: Queue
  close(): Promise<void>
}

export function openEngine(home: EngineHome): Promise<Engine> {
  return { sqlite, 'pg-boss': pgBoss, bullmq, memory }[home.engine](home)
}

async function memory(): Promise<Engine> {
  const { memoryStore } = await import('hookstamp/stores/memory')
  const { memoryQueue } = await import('hookstamp/queues/memory')
  return { store: memoryStore(), queue: memoryQueue(), close: () => Promise.resolve() }
}

async function sqlite({ home }: EngineHome): Promise<Engine> {
  const { sqliteStore } = await import('hookstamp/stores/sqlite')
  const { sqliteQueue } = await import('hookstamp/queues/sqlite')
  const { default: Database } = await import('libsql')
  const db = new Database(join(home, 'hookstamp.db'))
  const store = sqliteStore(db)
  return { store, queue: sqliteQueue(db), close: async () => store.close() }
}

async function pgBoss(home: EngineHome): Promise<Engine> {
  const { postgresStore } = await import('hookstamp/stores/postgres')
  const { pgBossQueue } = await import('hookstamp/queues/pg-boss')
  const { default: pg } = await import('pg')
  const schema = schemaOf(home)
  const pool = new pg.Pool({ connectionString: home.postgres, max: 10 })
  // A schema of its own.
  const boss = await startPgBoss({ connectionString: home.postgres, schema: `${schema}_boss`, max: 10 })
  return {
    store: postgresStore(pool, { schema }),
    queue: pgBossQueue(boss, { schema: `${schema}_boss` }),
    close: async () => {
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}

async function bullmq(home: EngineHome): Promise<Engine> {
  const { postgresStore } = await import('hookstamp/stores/postgres')
  const { bullmqQueue } = await import('hookstamp/queues/bullmq')
  const { default: pg } = await import('pg')
  const { Queue: BullQueue } = await import('bullmq')
  const pool = new pg.Pool({ connectionString: home.postgres, max: 10 })
  const store = postgresStore(pool, { schema: schemaOf(home) })
  const queue = new BullQueue('hookstamp', { connection: { url: home.redis }, prefix: schemaOf(home) })
  return { store, queue: bullmqQueue(queue), close: async () => pool.end() }
}

/** What the run's tables and keys are named after. */
export function schemaOf({ home }: Pick<EngineHome, 'home'>): string {
  return basename(home)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '_')
}
