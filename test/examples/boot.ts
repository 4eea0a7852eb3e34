import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** An example that runs, as a user would run it. */
export interface RunningExample {
  /** Where it said it listens. */
  readonly url: string
  /** The first line it printed, or prints, that matches. Rejects if it ends first. */
  line(pattern: RegExp): Promise<string>
  stop(): Promise<void>
}

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

/** Starts a program and waits until it says `listening on <url>`. */
export async function boot(
  command: readonly string[],
  { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<RunningExample> {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let hasEnded = false
  let wake = (): void => undefined
  const ended = new Promise<void>((resolve) =>
    // Not 'close': grandchildren may keep the pipes.
    child.once('exit', () => {
      hasEnded = true
      wake()
      resolve()
    }),
  )
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      wake()
    })
  }
  async function line(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = output.split('\n').find((text) => pattern.test(text))
      if (found !== undefined) return found
      if (hasEnded) throw new Error(`It ended without printing ${pattern}:\n${output}`)
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  const url = (await line(/listening on/)).replace(/.*listening on /, '')
  return {
    url,
    line,
    stop: async () => {
      child.kill()
      await ended
    },
  }
}
