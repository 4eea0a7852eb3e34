/**
 * Runs the suite on every runtime that the neutral doors promise: Node 20, 22 and 24, Bun, Deno, workerd without
 * compatibility flags, and headless Chromium; the adapters on their frameworks; stores, queues and guards on their
 * services. Gets the runtimes by itself; what cannot be run has failed. Ends with a table of what ran where.
 *
 *   npm run test:runtimes                    everything
 *   npm run test:runtimes -- workerd adapt   runs whose names begin so
 *   npm run test:runtimes -- --write         puts the table into README.md, if all of it passed
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeSection } from '../../scripts/marked-section.js'
import { inChromium } from './chromium.js'
import { commands, installRuntimes, workerd } from './runtimes.js'
import { prepareStage, stage } from './stage.js'
import type { Report } from './suite.js'
import { table } from './table.js'

interface Run {
  readonly name: string
  /** Which half of the crypto pair has to have been resolved. */
  readonly half: Report['half']
  run(): Report | Promise<Report>
}

const runs: Run[] = commands.flatMap(({ name, command, args }) =>
  (
    [
      ['ESM', 'native.mjs', 'node'],
      ['CJS', 'native.cjs', 'node'],
      ['Web Crypto', 'web.mjs', 'web'],
    ] as const
  ).map(([form, file, half]) => ({
    name: `${name}, ${form}`,
    half,
    run: () => reportOf(command, [...args, file]),
  })),
)
// Those that have a SQLite of their own; on Node 20 the tests use libsql.
for (const { name, command, args } of commands.filter((one) =>
  ['Node 22', 'Node 24', 'Bun'].includes(one.name),
)) {
  runs.push({
    name: `${name}, its SQLite`,
    half: 'node',
    run: () => reportOf(command, [...args, 'sqlite.mjs']),
  })
}
runs.push({ name: 'workerd', half: 'web', run: () => reportOf(workerd, ['test', 'workerd.capnp']) })
runs.push({ name: 'Chromium', half: 'web', run: inChromium })
// On the Node that runs this: real frameworks, real servers. A service that is missing is a failure here.
runs.push({ name: 'adapters', half: 'node', run: () => vitest(['test/adapters']) })
runs.push({
  name: 'stores, queues and guards',
  half: 'node',
  run: () => vitest(['test/stores', 'test/queues', 'test/guards']),
})

/** The tests of these folders, as a report. */
function vitest(folders: readonly string[]): Report {
  const root = join(import.meta.dirname, '../..')
  const outputFile = join(stage, 'vitest.json')
  const reporting = ['--project=node', '--reporter=json', `--outputFile=${outputFile}`]
  const { error, status, signal } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporting, ...folders],
    { cwd: root, stdio: 'ignore', env: { ...process.env, HOOKSTAMP_REQUIRE_SERVICES: '1' } },
  )
  if (error !== undefined) throw error
  if (!existsSync(outputFile))
    throw new Error(`vitest ended without a report: ${signal ?? `exit code ${status}`}`)
  const { numPassedTests, success, testResults } = JSON.parse(readFileSync(outputFile, 'utf8')) as Results
  rmSync(outputFile)
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed').map((one) => one.fullName)
    return status === 'failed' && failed.length === 0 ? [`${name}: ${message}`] : failed
  })
  if (!success && failures.length === 0) failures.push('vitest failed')
  return { half: 'node', passed: numPassedTests, failures }
}

interface Results {
  readonly success: boolean
  readonly numPassedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** Runs a process in the stage; its report is the line that is one. */
function reportOf(command: string, args: readonly string[]): Report {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: stage,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  })
  if (error !== undefined) throw error
  const line = `${stdout}\n${stderr}`.split('\n').find((text) => text.includes('{"half":'))
  if (status === 0 && line !== undefined) return JSON.parse(line.slice(line.indexOf('{"half":'))) as Report
  throw new Error(`exit code ${status}\n${stdout}${stderr}`.trim())
}

const given = process.argv.slice(2)
const wanted = given.filter((one) => one !== '--write')
const chosen = runs.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)))
if (chosen.length === 0) throw new Error(`No such run. There are: ${runs.map(({ name }) => name).join('; ')}`)

installRuntimes()
await prepareStage()
const results = new Map<string, boolean>()
for (const { name, half, run } of chosen) {
  const startedAt = performance.now()
  let passed = 0
  const wrong: string[] = []
  try {
    const report = await run()
    passed = report.passed
    wrong.push(...report.failures)
    if (report.half !== half) wrong.push(`runs on the ${report.half} half instead of the ${half} half`)
    if (passed === 0) wrong.push('nothing was run')
  } catch (error) {
    wrong.push((error as Error).message)
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const verdict = wrong.length === 0 ? 'ok  ' : 'FAIL'
  console.log(`${verdict} ${name}: ${passed} passed, ${wrong.length} failed, ${seconds} s`)
  for (const failure of wrong) console.log(`     ${failure}`)
  results.set(name, wrong.length === 0)
  if (wrong.length > 0) process.exitCode = 1
}

const found = table(({ runs: start }) => {
  const ofRow = runs.filter(({ name }) => name.startsWith(start)).map(({ name }) => results.get(name))
  if (ofRow.includes(false)) return 'FAILED'
  return ofRow.includes(undefined) ? 'not run' : 'passed'
})
console.log(`\n${found}`)
if (given.includes('--write')) {
  if (found === table()) await writeSection('README.md', 'runtimes', found)
  else {
    console.error('\nNot written to README.md: not everything ran and passed.')
    process.exitCode = 1
  }
}
