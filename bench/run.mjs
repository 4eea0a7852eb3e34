/**
 * Every benchmark, one after the other, each in a process of its own, and at the end one Markdown table of all figures:
 *
 *   npm run bench                         everything
 *   npm run bench signing imports         some, by name
 *   npm run bench -- --write              puts the table into docs/performance.md
 *   BENCH_ROUNDS=3 npm run bench signing  so few rounds that it shows no more than that it starts
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load, machine, markdown } from './table.mjs'

const all = [
  'signing',
  'size',
  'imports',
  'receive',
  'receive-frameworks',
  'receive-refusals',
  'transport',
  'dispatch',
  'choose',
  'noisy-neighbour',
  'durable-sqlite',
  'durable-memory',
  'durable-queues',
  'management',
  'pages',
  'types',
  'gitlab',
  'gitlab-types',
]
const given = process.argv.slice(2)
const toWrite = given.includes('--write')
const chosen = given.filter((one) => one !== '--write')
const unknown = chosen.filter((name) => !all.includes(name))
if (unknown.length > 0)
  throw new Error(`No such benchmark: ${unknown.join(', ')}. There are ${all.join(', ')}.`)
const rounds = process.env.BENCH_ROUNDS
if (toWrite && rounds !== undefined) throw new Error('A run with BENCH_ROUNDS is not one to write down.')

const folder = mkdtempSync(join(tmpdir(), 'hookstamp-figures-'))
const figures = join(folder, 'figures.jsonl')
const before = load()
console.log(`${machine()}, load ${before}. Read the ratios: absolute numbers are the machine's.`)
const failed = []
for (const name of chosen.length > 0 ? chosen : all) {
  const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url))
  const env = { ...process.env, BENCH_FIGURES: figures }
  // One that fails does not cost the figures of the others.
  const { status } = spawnSync(process.execPath, ['--expose-gc', file], { stdio: 'inherit', env })
  if (status !== 0) failed.push(name)
}
const lines = existsSync(figures)
  ? readFileSync(figures, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  : []
rmSync(folder, { recursive: true })

const command = ['npm run bench', ...chosen].join(' ')
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const caption = `hookstamp ${version}, \`${rounds === undefined ? '' : `BENCH_ROUNDS=${rounds} `}${command}\`, ${new Date().toISOString().slice(0, 10)}: ${machine()}, load ${before} before and ${load()} after.`
const section = `${caption}\n\n${markdown(lines)}`
console.log(`\n${section}`)

if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}${toWrite ? '; nothing was written' : ''}`)
  process.exitCode = 1
} else if (toWrite) {
  const { tsImport } = await import('tsx/esm/api')
  const { writeSection } = await tsImport('../scripts/marked-section.ts', import.meta.url)
  await writeSection('docs/performance.md', 'bench', section)
  console.log('\nWritten to docs/performance.md')
}
