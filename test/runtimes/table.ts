/** The table of what runs where, as `npm run test:runtimes` prints it and README.md has it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages } from './runtimes.js'

const { devDependencies } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as { devDependencies: Readonly<Record<string, string>> }
const pinned = (folder: keyof typeof packages): string => packages[folder].split('@').at(-1) as string
const installed = (name: string, title: string): string => `${title} ${devDependencies[name]}`

export interface Row {
  readonly where: string
  /** What runs there: `ESM, CommonJS` and so on. */
  readonly what: string
  /** Runs of `run.ts` by the start of their names. */
  readonly runs: string
}

const everyForm = 'as ESM, as CommonJS, bundled on Web Crypto'
/** One row for each place. */
export const rows: readonly Row[] = [
  { where: `Node ${pinned('node20')}`, what: everyForm, runs: 'Node 20, ' },
  { where: `Node ${pinned('node22')}`, what: `${everyForm}; its SQLite`, runs: 'Node 22, ' },
  { where: `Node ${pinned('node24')}`, what: `${everyForm}; its SQLite`, runs: 'Node 24, ' },
  { where: `Bun ${pinned('bun')}`, what: `${everyForm}; its SQLite`, runs: 'Bun, ' },
  { where: `Deno ${pinned('deno')}`, what: `${everyForm}; without any permission`, runs: 'Deno, ' },
  { where: `workerd ${pinned('workerd')}`, what: 'bundled on Web Crypto; without flags', runs: 'workerd' },
  { where: 'Chromium', what: 'bundled on Web Crypto', runs: 'Chromium' },
  {
    where: [
      installed('express', 'Express'),
      installed('fastify', 'Fastify'),
      installed('koa', 'Koa'),
      installed('hono', 'Hono'),
      'node:http',
    ].join(', '),
    what: 'each adapter against real requests; Lambda against its events',
    runs: 'adapters',
  },
  {
    where: 'SQLite, PostgreSQL, Redis',
    what: 'stores, queues and guards on Node; pg-boss on Node 22',
    runs: 'stores, queues and guards',
  },
]

/** The rows as Markdown; where a run failed or was left out, its row says so. */
export function table(resultOf: (row: Row) => 'passed' | 'FAILED' | 'not run' = () => 'passed'): string {
  const lines = rows.map((row) => {
    const result = resultOf(row)
    return `| ${row.where} | ${row.what}${result === 'passed' ? '' : ` (${result})`} |`
  })
  return ['| on | what runs |', '| --- | --- |', ...lines].join('\n')
}
