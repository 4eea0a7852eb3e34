/** Other versions of TypeScript, each in a folder of its own: as dependencies they would fight over `tsc`. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../architecture/source.js'

/**
 * The path of a compiler; of the installed one for the version that the project itself uses. Others are fetched, from
 * npm's cache where they were before; `undefined` where there is neither, unless services are required.
 */
export function compilerOf(version: string): string | undefined {
  if (version === 'installed') return join(root, 'node_modules/typescript/bin/tsc')
  const folder = join(root, 'node_modules/.cache/hookstamp', `typescript-${version}`)
  const path = join(folder, 'node_modules/typescript/bin/tsc')
  if (existsSync(path)) return path
  try {
    const args = [
      'install',
      '--prefix',
      folder,
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      `typescript@${version}`,
    ]
    execFileSync('npm', args, { cwd: root, stdio: 'pipe', timeout: 100_000 })
    return path
  } catch (error) {
    if (process.env['HOOKSTAMP_REQUIRE_SERVICES'] === '1') throw error
    console.warn(`TypeScript ${version} could not be fetched: nothing is compiled with it.`)
    return undefined
  }
}
