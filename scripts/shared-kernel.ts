/**
 * What nearly every door stands on, built as one file. Left to itself the bundler cuts shared code into a chunk for
 * each set of doors that uses it: twelve files to load for `hookstamp/signing`, where each costs as much as the code
 * in it. `kernel.ts` lists the parts; nothing in src imports it. At build time an import of a part becomes an import of
 * the whole, `#kernel`, which is there twice: with the crypto half for Node and with the one for the web. The consumer's
 * conditions choose (`package.json#imports`).
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const scripts = fileURLToPath(new URL('.', import.meta.url))

const parts = new Set(
  [...readFileSync(resolve(scripts, 'kernel.ts'), 'utf8').matchAll(/from '(.+)\.js'/g)].map(([, path]) =>
    resolve(scripts, `${path}.ts`),
  ),
)

/** For doors: takes imports of the kernel's parts out of the bundle. */
export const share: Plugin = {
  name: 'share-kernel',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) =>
      parts.has(resolve(resolveDir, path.replace(/\.js$/, '.ts')))
        ? { path: '#kernel', external: true }
        : undefined,
    )
  },
}

/** For the kernel: puts one half of the crypto pair in. */
export function withCrypto(half: 'node' | 'web'): Plugin {
  const path = resolve(scripts, `../src/internal/crypto-${half}.ts`)
  return {
    name: 'with-crypto',
    setup: (build) => build.onResolve({ filter: /^#crypto$/ }, () => ({ path })),
  }
}
