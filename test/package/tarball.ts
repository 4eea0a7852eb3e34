/** The package as users get it: packed once, installed into an empty folder outside the repository. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../architecture/source.js'

export interface Installed {
  /** The folder it is installed in. */
  readonly folder: string
  /** Runs a program there and gives what it prints; throws with its errors if it fails. */
  run(program: string, args: readonly string[]): string
  /** Writes a file there. */
  write(name: string, text: string): void
}

/** Packs and installs the package. Peers are linked from the repository unless left out. */
export function install({ peers }: { readonly peers: readonly string[] }): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'hookstamp-'))
  const run: Installed['run'] = (program, args) =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const write: Installed['write'] = (name, text) => writeFileSync(join(folder, name), text)

  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'pipe' })
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) as string
  write('package.json', '{ "name": "consumer", "private": true, "type": "module" }')
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'hookstamp'), { recursive: true })
  run('tar', ['-xzf', tarball, '-C', join(modules, 'hookstamp'), '--strip-components=1'])
  for (const peer of peers) symlinkSync(join(root, 'node_modules', peer), join(modules, peer))
  return { folder, run, write }
}
