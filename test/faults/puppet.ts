/** Starts processes that do what the test tells them, on an engine of the crash harness. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bundleProcess } from '../crash/bundle.js'
import type { EngineName } from '../crash/engines.js'
import { prepareEngine } from '../crash/servers.js'
import type { Answer, Orders } from './puppet-process.js'

export interface Puppet {
  tell<Name extends keyof Orders>(
    name: Name,
    ...args: Parameters<Orders[Name]>
  ): Promise<ReturnType<Orders[Name]>>
  /** What it said when it was started: `ready`, or the code of an error. */
  readonly started: string
  pause(): void
  goOn(): void
  /** What it complained of. */
  complaints(): string
}

export interface Stage {
  start(): Promise<Puppet>
  /** Ends all processes. */
  endAll(): Promise<void>
  /** Ends what was there for them, too. */
  close(): Promise<void>
}

/** A text says why the engine cannot be run here. */
export async function stageOf(engine: EngineName): Promise<Stage | string> {
  const prepared = await prepareEngine(engine)
  if (typeof prepared === 'string') return prepared
  const { node, postgres, redis } = prepared
  const bundle = await bundleProcess(join(import.meta.dirname, 'puppet-process.ts'))
  const home = mkdtempSync(join(tmpdir(), 'hookstamp-faults-'))
  const ends: (() => Promise<void>)[] = []

  const start = async (): Promise<Puppet> => {
    const child = spawn(node, ['--no-warnings', bundle], {
      env: { PATH: process.env['PATH'], PUPPET: JSON.stringify({ engine, home, postgres, redis }) },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const exited = once(child, 'exit')
    ends.push(async () => {
      child.kill('SIGKILL')
      await exited
    })
    let errors = ''
    child.stderr.on('data', (chunk) => (errors += String(chunk)))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async (): Promise<Answer> => {
      for (;;) {
        const { value, done } = await lines.next()
        if (done === true) throw new Error(`The process has ended.\n${errors}`)
        // Libraries may print what is theirs.
        if (String(value).startsWith('{')) return JSON.parse(String(value)) as Answer
      }
    }
    const first = await next()
    return {
      started: 'code' in first ? first.code : String(first.result),
      tell: async (name, ...args) => {
        child.stdin.write(`${JSON.stringify({ name, args })}\n`)
        const answer = await next()
        if ('code' in answer) throw new Error(`${name}: ${answer.code}\n${errors}`)
        return answer.result as never
      },
      pause: () => void child.kill('SIGSTOP'),
      goOn: () => void child.kill('SIGCONT'),
      complaints: () => errors,
    }
  }
  const endAll = async (): Promise<void> => void (await Promise.all(ends.splice(0).map((end) => end())))
  return {
    start,
    endAll,
    close: async () => {
      await endAll()
      await prepared.close([home])
      rmSync(home, { recursive: true, force: true })
    },
  }
}
