import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** How `owner-process.ts` is started. */
export const command: readonly string[] = [
  process.execPath,
  '--conditions=hookstamp-source',
  '--import',
  'tsx',
  fileURLToPath(new URL('owner-process.ts', import.meta.url)),
]

export interface OtherProcess {
  readonly child: ChildProcess
  /** The next line that it says. */
  says(): Promise<string>
  /** Ends it as a crash would. */
  kill(): Promise<void>
}

/** Starts another process on a database; it ends with the test. */
export function startOther(file: string, what: string): OtherProcess {
  const [node = '', ...args] = command
  const child = spawn(node, [...args, file, what], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines: string[] = []
  const listeners: ((line: string) => void)[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      const listener = listeners.shift()
      if (listener === undefined) lines.push(line)
      else listener(line)
    }
  })
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await exited
  }
  onTestFinished(kill)
  return {
    child,
    says: async () => lines.shift() ?? new Promise((resolve) => void listeners.push(resolve)),
    kill,
  }
}
