/**
 * Runs the known answers on every runtime that the neutral doors promise: Node 20, 22 and 24, Bun, Deno, workerd
 * without compatibility flags, and headless Chromium. Gets them by itself; what cannot be run has failed.
 *
 *   npm run test:runtimes
 */
import { spawnSync } from 'node:child_process'
import { inChromium } from './chromium.js'
import { commands, installRuntimes, workerd } from './runtimes.js'
import { prepareStage, stage } from './stage.js'
import type { Report } from './suite.js'

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

installRuntimes()
await prepareStage()
for (const { name, half, run } of runs) {
  try {
    const report = await run()
    const wrong = [...report.failures]
    if (report.half !== half) wrong.push(`runs on the ${report.half} half instead of the ${half} half`)
    if (report.passed === 0) wrong.push('nothing was run')
    console.log(
      `${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${name}: ${report.passed} passed, ${wrong.length} failed`,
    )
    for (const failure of wrong) console.log(`     ${failure}`)
    if (wrong.length > 0) process.exitCode = 1
  } catch (error) {
    console.log(`FAIL ${name}: ${(error as Error).message}`)
    process.exitCode = 1
  }
}
