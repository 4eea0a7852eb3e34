/**
 * Prisma, too heavy for our own `npm ci` (300 MB): installed beside, generated without a network, and used. Needs a
 * registry, so it runs only when asked, as CI does: HOOKSTAMP_INSTALL_EXAMPLES=1.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromPrisma, type PostgresClient } from 'hookstamp/stores/postgres'
import { root } from '../architecture/source.js'
import { isLeftOut } from '../services/missing.js'
import { dropSchema, newPool, noDatabase, postgresUrl } from '../services/postgres-database.js'
import { emitsInTransactions } from './transactional-emit.js'

// Prisma wants the name of a schema plain.
const schema = `hookstamp_prisma_${process.pid}`
const packages = ['prisma@7.10.0', '@prisma/client@7.10.0', '@prisma/adapter-pg@7.10.0', 'pg@8.23.1']

const model = `
generator client {
  provider = "prisma-client-js"
}
datasource db {
  provider = "postgresql"
  schemas  = ["${schema}"]
}
model Order {
  id Int @id
  @@map("orders")
  @@schema("${schema}")
}
`
const types = `
import { PrismaClient } from '@prisma/client'
import { fromPrisma, postgresStore } from 'hookstamp/stores/postgres'
export async function place(prisma: PrismaClient): Promise<void> {
  const store = postgresStore(fromPrisma(prisma))
  await prisma.$transaction(async (tx) => {
    await tx.order.create({ data: { id: 1 } })
    await store.deliveries.add([], { tx: fromPrisma(tx) })
  })
}
`

interface Client extends Tx {
  $transaction(work: (tx: Tx) => Promise<void>): Promise<void>
  $disconnect(): Promise<void>
}
interface Tx {
  readonly order: {
    create(what: { data: { id: number } }): Promise<unknown>
    findMany(): Promise<{ id: number }[]>
  }
  $queryRawUnsafe<T>(text: string, ...values: unknown[]): Promise<T>
}

const reason =
  process.env['HOOKSTAMP_INSTALL_EXAMPLES'] === '1'
    ? noDatabase
    : 'it is installed only for HOOKSTAMP_INSTALL_EXAMPLES=1'

describe.skipIf(
  process.env['HOOKSTAMP_INSTALL_EXAMPLES'] !== '1' || isLeftOut('transactional emit: Prisma', reason),
)('transactional emit: Prisma', () => {
  let folder: string
  let prisma: Client
  const pool = newPool(1)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hookstamp-prisma-'))
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
    write('package.json', '{ "private": true }')
    write('schema.prisma', model)
    write('place.ts', types)
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages]
    execFileSync('npm', install, { cwd: folder, stdio: 'pipe' })
    // Its engines are binaries from the network, and generating needs none: only that one is named.
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
    execFileSync(join(folder, 'node_modules/.bin/prisma'), ['generate'], { cwd: folder, env, stdio: 'pipe' })
    await pool.query(`create schema ${schema}`)
    await pool.query(`create table ${schema}.orders (id integer primary key)`)
    const require = createRequire(join(folder, 'package.json'))
    const { PrismaClient } = require('@prisma/client') as { PrismaClient: new (options: object) => Client }
    const { PrismaPg } = require('@prisma/adapter-pg') as { PrismaPg: new (options: object) => object }
    prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: postgresUrl }) })
  }, 300_000)
  afterAll(async () => {
    await prisma?.$disconnect()
    await dropSchema(pool, schema)
    await pool.end()
    rmSync(folder, { recursive: true, force: true })
  })

  it('fits by its real types', () => {
    const config = {
      compilerOptions: {
        strict: true,
        module: 'nodenext',
        // Our sources are read as they are, and want what Node 20 has.
        target: 'es2023',
        noEmit: true,
        skipLibCheck: true,
        exactOptionalPropertyTypes: true,
        types: [],
        customConditions: ['hookstamp-source'],
        allowImportingTsExtensions: true,
        paths: { 'hookstamp/*': [join(root, 'src/*')] },
      },
      files: ['place.ts'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(root, 'node_modules/.bin/tsc')
    expect(execFileSync(tsc, ['-p', folder], { encoding: 'utf8' })).toBe('')
  }, 60_000)

  emitsInTransactions(
    () => ({
      client: fromPrisma(prisma),
      place: (id, then: (tx: PostgresClient) => Promise<void>) =>
        prisma.$transaction(async (tx) => {
          await tx.order.create({ data: { id } })
          await then(fromPrisma(tx))
        }),
      orders: async () => (await prisma.order.findMany()).map((order) => order.id),
    }),
    () => schema,
  )
})
