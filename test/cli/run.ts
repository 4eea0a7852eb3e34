/** Runs the program as users do: in a process of its own, built from the source once per test file. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { root } from '../architecture/source.js'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  /** Value of HOOKSTAMP_SECRET; nothing that is printed may hold it. */
  readonly secret?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
  /** Called with every line of standard error as it comes. */
  readonly onNote?: (line: string, child: { kill(signal: NodeJS.Signals): boolean }) => void
}

export interface Program {
  /** A folder of its own, in which it runs. */
  readonly folder: () => string
  /** Writes a file there and gives its path. */
  readonly file: (name: string, content: string | Uint8Array) => string
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ran>
  /** The one JSON value that it prints with --json. */
  readonly json: (args: readonly string[], options?: RunOptions) => Promise<unknown>
}

export function program(): Program {
  let folder = ''
  // Each run is a process: longer than a test takes elsewhere.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

  beforeAll(async () => {
    // In the repository, so that zod and undici are found as they are for its users.
    folder = mkdtempSync(join(root, '.cli-check-'))
    await build({
      entryPoints: [join(root, 'src/cli/main.ts')],
      outdir: join(folder, 'dist/cli'),
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      conditions: ['hookstamp-source'],
      external: ['zod', 'undici'],
      logLevel: 'error',
    })
    copyFileSync(join(root, 'package.json'), join(folder, 'package.json'))
    mkdirSync(join(folder, 'work'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const work = (): string => join(folder, 'work')

  const run: Program['run'] = (args, { secret, env = {}, stdin = '', onNote } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(folder, 'dist/cli/main.js'), ...args], {
        cwd: work(),
        env: { PATH: process.env['PATH'], ...(secret !== undefined && { HOOKSTAMP_SECRET: secret }), ...env },
      })
      let out = ''
      let err = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text
        if (text.endsWith('\n')) for (const line of text.trim().split('\n')) onNote?.(line, child)
      })
      child.on('error', reject)
      child.on('close', (code) => {
        try {
          const printed = `${out}${err}`
          // Shorter ones are mistakes, and parts of words.
          if (secret !== undefined && secret.length > 5) expect(printed).not.toContain(secret)
          expect(printed).not.toContain('\u001b[')
          expect(printed).not.toContain('\n    at ')
          resolve({ code, out, err })
        } catch (error) {
          reject(error as Error)
        }
      })
      child.stdin.on('error', () => {}).end(stdin)
    })

  return {
    folder: work,
    file: (name, content) => {
      writeFileSync(join(work(), name), content)
      return join(work(), name)
    },
    run,
    json: async (args, options) => JSON.parse((await run([...args, '--json'], options)).out) as unknown,
  }
}
