/**
 * Kills every durable engine and balances the ledger.
 *
 *   npm run test:crash                               20 kills each
 *   npm run test:crash -- --kills 1000               more
 *   npm run test:crash -- --engines sqlite           one of them: sqlite, pg-boss, bullmq
 *   npm run test:crash -- --recovery                 5 kills at the default lease, for the time to recover
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleProcess } from './bundle.js'
import type { EngineName } from './engines.js'
import { engineNames, prepareEngine } from './servers.js'
import { crash } from './harness.js'

const DEFAULT_LEASE_MS = 60_000
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    engines: { type: 'string', default: engineNames.join(',') },
    recovery: { type: 'boolean', default: false },
  },
})
const kills = values.recovery ? 5 : Number(values.kills)
const leaseMs = values.recovery ? DEFAULT_LEASE_MS : 1000

const bundle = await bundleProcess(join(import.meta.dirname, 'child.ts'))
// First the harness itself: what is in memory only is lost, and it has to say so.
for (const engine of ['memory', ...values.engines.split(',')] as EngineName[]) {
  const prepared = await prepareEngine(engine)
  if (typeof prepared === 'string') {
    console.log(`${engine}: skipped, ${prepared}`)
    if (process.env['HOOKSTAMP_REQUIRE_SERVICES'] === '1') process.exitCode = 1
    continue
  }
  const startedAt = Date.now()
  const home = mkdtempSync(join(tmpdir(), 'hookstamp-crash-'))
  try {
    const { close: _, ...where } = prepared
    if (engine === 'memory') {
      const { lost } = await crash({ engine, bundle, home, kills: 2, balanceEvery: 50, leaseMs, ...where })
      if (lost.length === 0)
        throw new Error('A store in memory lost nothing: the harness does not see losses.')
      console.log(`ok   memory: ${lost.length} deliveries lost, as they must be`)
      continue
    }
    const report = await crash({
      engine,
      bundle,
      home,
      kills,
      balanceEvery: values.recovery ? 1 : 50,
      leaseMs,
      ...where,
    })
    const sorted = report.recoveriesMs.toSorted((a, b) => a - b)
    const ok = report.lost.length === 0 && report.givenUp === 0 && report.duplicates <= report.inFlightAtKills
    console.log(
      `${ok ? 'ok  ' : 'FAIL'} ${engine}: ${report.kills} kills, ${report.acknowledged} acknowledged, ` +
        `${report.lost.length} lost, ${report.givenUp} given up, ${report.duplicates} twice of ${report.inFlightAtKills} in flight at kills; ` +
        (values.recovery
          ? `recovered in ${sorted[sorted.length >> 1]} ms (median), ${sorted.at(-1)} ms (longest) with a lease of ${leaseMs} ms; `
          : '') +
        `${Math.round((Date.now() - startedAt) / 1000)} s`,
    )
    for (const key of report.lost.slice(0, 20)) console.log(`     lost: ${key}`)
    if (!ok) process.exitCode = 1
  } catch (error) {
    console.log(`FAIL ${engine}: ${(error as Error).stack}`)
    process.exitCode = 1
  } finally {
    await prepared.close([home])
    // Kept for a look at what was lost.
    if (process.exitCode !== 1) rmSync(home, { recursive: true, force: true })
  }
}
