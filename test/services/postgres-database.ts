/**
 * Databases for tests of what is kept in PostgreSQL: a server that is running (`HOOKSTAMP_TEST_POSTGRES_URL`), in schemas
 * of one's own, and PGlite in this process.
 */
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { PostgresClient } from 'hookstamp/stores/postgres'

export const postgresUrl: string =
  process.env['HOOKSTAMP_TEST_POSTGRES_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/test'

/** Why there is no server; undefined when there is one. */
export const noDatabase: string | undefined = await (async () => {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return undefined
  } catch (error) {
    return `no PostgreSQL at HOOKSTAMP_TEST_POSTGRES_URL, or 127.0.0.1:5432: ${(error as Error).message}`
  } finally {
    await client.end().catch(() => {})
  }
})()

let schemas = 0
/** A name that nobody else uses, with what has to be quoted in it. */
export function newSchema(): string {
  return `hookstamp "test" ${process.pid}-${Date.now().toString(36)}-${++schemas}`
}

export async function dropSchema(client: PostgresClient, schema: string): Promise<void> {
  await client.query(`drop schema if exists "${schema.replaceAll('"', '""')}" cascade`)
}

export function newPool(max = 10, url: string = postgresUrl): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max })
  // Without a listener a connection that the server ends would end the process.
  pool.on('error', () => {})
  return pool
}

/** An opened database. `other` is the same one as another process has it, where it can have several. */
export interface PostgresDatabase {
  readonly client: PostgresClient
  readonly other: PostgresClient
  end(): Promise<void>
}

/** A database to run the same tests on. */
export interface PostgresKind {
  readonly name: string
  /** Why it is not there. */
  readonly missing: string | undefined
  open(): Promise<PostgresDatabase>
}

export const postgresKinds: readonly PostgresKind[] = [
  {
    name: 'a pool of pg',
    missing: noDatabase,
    open: () => {
      const [client, other] = [newPool(), newPool()]
      const end = async (): Promise<void> => void (await Promise.all([client.end(), other.end()]))
      return Promise.resolve({ client, other, end })
    },
  },
  {
    name: 'PGlite',
    missing: undefined,
    open: async () => {
      const lite = await PGlite.create()
      return { client: lite, other: lite, end: () => lite.close() }
    },
  },
]
