/** Bundles a process that tests start again and again, so that it does not compile itself every time. */
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

// Below node_modules, so that what is not bundled is found.
const folder = join(import.meta.dirname, '../../node_modules/.cache/hookstamp-processes')

/** Resolves to the file to start. */
export async function bundleProcess(entry: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `${basename(entry, '.ts')}.mjs`)
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['hookstamp-source'],
    external: ['pg', 'pg-boss', 'bullmq', 'ioredis', 'libsql', 'undici', 'zod'],
    logLevel: 'error',
  })
  return outfile
}
