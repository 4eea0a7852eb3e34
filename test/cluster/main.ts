/**
 * Four processes on one PostgreSQL, with pg-boss and with BullMQ: every delivery arrives once, ordered webhooks in order,
 * limits per endpoint hold, and restarting one process after the other loses nothing.
 *
 *   npm run test:cluster                              20,000 deliveries on each
 *   npm run test:cluster -- --engines bullmq --deliveries 2000
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleProcess } from '../crash/bundle.js'
import type { EngineName } from '../crash/engines.js'
import { prepareEngine, type Prepared } from '../crash/servers.js'
import type { MemberSettings } from './member.js'
import { clusterReceiver } from './receiver.js'

const ENDPOINTS = 10
const ORDERED = 3
const PER_ENDPOINT = 4
const WORKERS = 4
// Silence for this long means that something is lost or stuck.
const PATIENCE_MS = 600_000

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: 'pg-boss,bullmq' },
    deliveries: { type: 'string', default: '20000' },
  },
})
const deliveries = Number(values.deliveries)
const bundle = await bundleProcess(join(import.meta.dirname, 'member.ts'))

for (const engine of values.engines.split(',') as EngineName[]) {
  const prepared = await prepareEngine(engine)
  if (typeof prepared === 'string') {
    console.log(`${engine}: skipped, ${prepared}`)
    if (process.env['HOOKSTAMP_REQUIRE_SERVICES'] === '1') process.exitCode = 1
    continue
  }
  const home = mkdtempSync(join(tmpdir(), 'hookstamp-cluster-'))
  try {
    const { summary, wrong } = await run(engine, home, prepared)
    console.log(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${engine}: ${summary}`)
    for (const line of wrong) console.log(`     ${line}`)
    if (wrong.length > 0) process.exitCode = 1
  } catch (error) {
    console.log(`FAIL ${engine}: ${(error as Error).stack}`)
    process.exitCode = 1
  } finally {
    await prepared.close([home])
    rmSync(home, { recursive: true, force: true })
  }
}

async function run(
  engine: EngineName,
  home: string,
  { node, postgres, redis }: Prepared,
): Promise<{ summary: string; wrong: readonly string[] }> {
  const receiver = await clusterReceiver()
  const shared = {
    engine,
    home,
    postgres,
    redis,
    receiver: receiver.url,
    events: deliveries / ENDPOINTS,
    endpoints: ENDPOINTS,
    ordered: ORDERED,
    perEndpoint: PER_ENDPOINT,
  }
  const members: Member[] = []
  const hire = async (): Promise<Member> => {
    const member = startMember(node, { ...shared, role: 'worker' })
    members.push(member)
    await member.said
    return member
  }
  try {
    const emitter = startMember(node, { ...shared, role: 'emitter' })
    const emittingSince = Date.now()
    await emitter.ended
    const emittedMs = Date.now() - emittingSince

    const workingSince = Date.now()
    const workers = await Promise.all(Array.from({ length: WORKERS }, hire))
    const stuck = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`not all arrived in ${PATIENCE_MS} ms`)), PATIENCE_MS).unref()
    })
    // One after the other is told to stop, and another one takes its place.
    for (const [index, worker] of workers.entries()) {
      await Promise.race([receiver.reached(((index + 1) * deliveries) / (WORKERS + 1)), stuck])
      worker.process.kill('SIGTERM')
      await worker.ended
      workers[index] = await hire()
    }
    await Promise.race([receiver.reached(deliveries), stuck])
    const workedMs = Date.now() - workingSince
    for (const worker of workers) worker.process.kill('SIGTERM')
    await Promise.all(workers.map((worker) => worker.ended))

    const counter = startMember(node, { ...shared, role: 'counter' })
    await counter.ended
    const states = JSON.parse(counter.output()) as Record<string, number>
    const limit = engine === 'pg-boss' ? PER_ENDPOINT : PER_ENDPOINT * WORKERS
    const wrong = [...receiver.accepted].flatMap(([endpoint, numbers]) => {
      const most = receiver.atOnce.get(endpoint) as number
      const isOrdered = Number(endpoint) < ORDERED
      return [
        ...(new Set(numbers).size === shared.events ? [] : [`endpoint ${endpoint} did not get every event`]),
        ...(numbers.length === shared.events ? [] : [`endpoint ${endpoint} got ${numbers.length} requests`]),
        ...(!isOrdered || numbers.every((number, index) => number === index)
          ? []
          : [`endpoint ${endpoint} got its events out of order`]),
        ...(most <= (isOrdered ? 1 : limit) ? [] : [`endpoint ${endpoint} had ${most} requests at once`]),
      ]
    })
    if (receiver.accepted.size !== ENDPOINTS) wrong.push(`${receiver.accepted.size} endpoints got anything`)
    if (states['delivered after 1'] !== deliveries) wrong.push(`on record: ${JSON.stringify(states)}`)
    return {
      summary:
        `${deliveries} deliveries by ${WORKERS} processes, each restarted once; emitted in ${emittedMs} ms, ` +
        `delivered in ${workedMs} ms (${Math.round((deliveries * 1000) / workedMs)}/s); at most ` +
        `${Math.max(...receiver.atOnce.values())} requests at once to an endpoint (limit ${limit}), ${ORDERED} endpoints in order`,
      wrong,
    }
  } finally {
    for (const member of members) member.process.kill('SIGKILL')
    await receiver.close()
  }
}

interface Member {
  readonly process: ChildProcess
  /** It has written its first output. */
  readonly said: Promise<void>
  /** It has ended well; rejects with what it complained of otherwise. */
  readonly ended: Promise<void>
  output(): string
}

function startMember(node: string, settings: MemberSettings): Member {
  const child = spawn(node, ['--no-warnings', bundle], {
    env: { PATH: process.env['PATH'], CLUSTER_MEMBER: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0 || errors !== '') throw new Error(`${settings.role} ended with ${String(code)}: ${errors}`)
  })
  // Told by whoever waits for it.
  ended.catch(() => {})
  return {
    process: child,
    ended,
    said: Promise.race([once(child.stdout, 'data').then(() => {}), ended]),
    output: () => output,
  }
}
