/** Kills a process that emits and delivers, again and again, and compares what it promised with what arrived. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ChildSettings } from './child.js'
import type { EngineName } from './engines.js'
import { killPoints } from './kill-points.js'
import { readLedger } from './ledger.js'
import { crashReceiver } from './receiver.js'

export interface CrashOptions {
  readonly engine: EngineName
  /** The bundled `child.ts`. */
  readonly bundle: string
  readonly kills: number
  /** Balance after so many kills. */
  readonly balanceEvery: number
  readonly leaseMs: number
  /** A folder of this run's own. */
  readonly home: string
  readonly node: string
  readonly postgres: string
  readonly redis: string
}

export interface CrashReport {
  readonly kills: number
  readonly acknowledged: number
  readonly accepted: number
  /** On record as dead or cancelled: none should be, as no receiver refuses for long. */
  readonly givenUp: number
  /** Deliveries of acknowledged events that neither arrived nor are on record as givenUp up. */
  readonly lost: readonly string[]
  /** Accepted once more than needed, and how many were in flight at the kills: the most that there may be. */
  readonly duplicates: number
  readonly inFlightAtKills: number
  /** From a kill until what was in flight had arrived, in milliseconds: each kill. */
  readonly recoveriesMs: readonly number[]
}

const ENDPOINTS = 4
const root = join(import.meta.dirname, '../..')

export async function crash(options: CrashOptions): Promise<CrashReport> {
  const receiver = await crashReceiver()
  const { home } = options
  const ledger = join(home, 'ledger')
  const acknowledged = new Set<string>()
  const givenUp = new Set<string>()
  const underWay = new Map<string, number>()
  let read = 0
  let inFlightAtKills = 0
  const waits: { readonly killedAt: number; readonly keys: readonly string[] }[] = []

  const catchUp = (): void => {
    const { entries, end } = readLedger(ledger, read)
    read = end
    for (const entry of entries) {
      if (entry.kind === 'acked') acknowledged.add(entry.id)
      if (entry.kind === 'ended') givenUp.add(entry.id)
      if (entry.kind === 'sent') underWay.set(entry.id, entry.at)
      if (entry.kind === 'over') underWay.delete(entry.id)
    }
  }
  const start = (more: Pick<ChildSettings, 'emits' | 'killPoint' | 'killAt'>): Child =>
    startChild(options, {
      engine: options.engine,
      home,
      ledger,
      receiver: receiver.url,
      endpoints: ENDPOINTS,
      leaseMs: options.leaseMs,
      postgres: options.postgres,
      redis: options.redis,
      ...more,
    })
  /** Whatever was acknowledged so far has arrived, or is on record as givenUp up. */
  const balance = async (): Promise<string[]> => {
    const { exited } = start({ emits: false, killPoint: '', killAt: 0 })
    const { code, errors } = await exited
    catchUp()
    if (code !== 0) throw new Error(`The process that works off what is left ended with ${code}.\n${errors}`)
    return [...acknowledged].flatMap((event) =>
      Array.from({ length: ENDPOINTS }, (_, endpoint) => `${endpoint} ${event}`).filter(
        (key) => !receiver.accepted.has(key) && !givenUp.has(key),
      ),
    )
  }

  let lost: string[] = []
  try {
    for (let kill = 0; kill < options.kills; kill++) {
      // Every other kill at a place with a name, the rest at no particular moment.
      const point = kill % 2 === 0 ? (killPoints[(kill / 2) % killPoints.length] as string) : ''
      const child = start({ emits: true, killPoint: point, killAt: 1 + Math.floor(Math.random() * 40) })
      await child.ready
      const timer = setTimeout(
        () => child.process.kill('SIGKILL'),
        point === '' ? 20 + Math.random() * 400 : 3000,
      )
      const { signal, code, errors } = await child.exited
      clearTimeout(timer)
      if (signal !== 'SIGKILL') throw new Error(`The process ended by itself with ${code}.\n${errors}`)
      catchUp()
      inFlightAtKills += underWay.size
      waits.push({ killedAt: Date.now(), keys: [...underWay.keys()] })
      underWay.clear()
      if ((kill + 1) % options.balanceEvery === 0 || kill + 1 === options.kills) {
        lost = await balance()
        if (lost.length > 0) break
      }
    }
  } finally {
    await receiver.close()
  }
  const times = [...receiver.accepted.values()]
  return {
    kills: waits.length,
    acknowledged: acknowledged.size * ENDPOINTS,
    accepted: times.length,
    givenUp: givenUp.size,
    lost,
    duplicates: times.reduce((sum, { length }) => sum + length - 1, 0),
    inFlightAtKills,
    recoveriesMs: waits
      .filter(({ keys }) => keys.length > 0)
      .map(({ killedAt, keys }) => {
        const firsts = keys.map((key) => (receiver.accepted.get(key) ?? [])[0] ?? 0)
        return Math.max(0, Math.max(...firsts) - killedAt)
      }),
  }
}

interface Child {
  readonly process: ChildProcess
  readonly ready: Promise<void>
  readonly exited: Promise<{ code: number | null; signal: string | null; errors: string }>
}

function startChild({ node, bundle }: CrashOptions, settings: ChildSettings): Child {
  const child = spawn(node, ['--no-warnings', bundle], {
    cwd: root,
    env: { PATH: process.env['PATH'], CRASH_CHILD: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += String(chunk)))
  const exited = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
    errors,
  }))
  return { process: child, exited, ready: Promise.race([once(child.stdout, 'data'), exited]).then(() => {}) }
}
