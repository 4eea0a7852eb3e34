/**
 * What runs on the SQLite of a runtime's own: the contracts of store, queue and guard, and one owner over two
 * processes. Prints a report as the suite does.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isHookstampError } from 'hookstamp'
import { sqliteGuard } from 'hookstamp/guards/sqlite'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore, type SqliteDatabase } from 'hookstamp/stores/sqlite'
import { guardContract, queueContract, storeContract } from 'hookstamp/testing'
import type { Report } from './suite.js'

type Open = (file: string) => SqliteDatabase & { close(): unknown }

async function libraryOf(): Promise<Open> {
  // Named here only: neither is there everywhere, nor known to the compiler.
  const [name, kind] = 'Bun' in globalThis ? ['bun:sqlite', 'Database'] : ['node:sqlite', 'DatabaseSync']
  const library = (await import(name)) as Record<string, new (file: string) => ReturnType<Open>>
  const Database = library[kind] as new (file: string) => ReturnType<Open>
  return (file) => new Database(file)
}

function codeOf(open: () => unknown): string {
  try {
    open()
    return 'opened'
  } catch (error) {
    return isHookstampError(error) ? error.code : String(error)
  }
}

async function run(open: Open): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'hookstamp-sqlite-'))
  let files = 0
  const fresh = (): ReturnType<Open> => open(join(folder, `${++files}.db`))
  const cases: { readonly name: string; readonly run: () => Promise<void> }[] = []
  const test = (name: string, runCase: () => Promise<void>): void => void cases.push({ name, run: runCase })

  storeContract({
    test,
    caps: { durability: 'fsync', transactions: true },
    inbox: true,
    create: ({ clock }) => sqliteStore(fresh(), { clock }),
  })
  queueContract({
    test,
    caps: { durability: 'fsync', transactions: true, perKeyLimit: 'global' },
    create: ({ clock }) => {
      const database = fresh()
      const store = sqliteStore(database, { clock })
      const queue = sqliteQueue(database, { clock })
      return { queue, transaction: async (work) => store.transaction?.(work), end: () => store.close() }
    },
  })
  guardContract({ test, create: (options) => sqliteGuard(fresh(), options) })
  test('one owner over two processes', async () => {
    const file = join(folder, 'owned.db')
    const store = sqliteStore(open(file))
    const other = (): string =>
      spawnSync(process.execPath, [fileURLToPath(import.meta.url), file], { encoding: 'utf8' }).stdout.trim()
    const meanwhile = other()
    await store.close()
    const after = other()
    if (meanwhile !== 'database-owned' || after !== 'opened') {
      throw new Error(`another process was answered "${meanwhile}", and "${after}" afterwards`)
    }
  })

  const failures: string[] = []
  for (const one of cases) {
    await one.run().catch((error: unknown) => failures.push(`${one.name}: ${String(error)}`))
  }
  rmSync(folder, { recursive: true, force: true })
  return { half: 'node', passed: cases.length - failures.length, failures }
}

const open = await libraryOf()
const [, , file] = process.argv
if (file === undefined) console.log(JSON.stringify(await run(open)))
else console.log(codeOf(() => sqliteStore(open(file))))
