/**
 * What nearly every door stands on, built as one file. Left to itself the bundler cuts shared code into a chunk for
 * each set of doors that uses it: twelve files to load for `hookstamp/signing`, where each costs as much as the code
 * in it. `kernel.ts` lists the parts; nothing in src imports it. At build time an import of a part becomes an import of
 * the whole.
 */
import { readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin as EsbuildPlugin } from 'esbuild'
import type { Options } from 'tsup'

type TsupPlugin = NonNullable<Options['plugins']>[number]

const scripts = fileURLToPath(new URL('.', import.meta.url))
const dist = resolve(scripts, '../dist')

const parts = new Set(
  [...readFileSync(resolve(scripts, 'kernel.ts'), 'utf8').matchAll(/from '(.+)\.js'/g)].map(([, path]) =>
    resolve(scripts, `${path}.ts`),
  ),
)

/** Takes imports of parts out of the bundle. Where the file that imports will stand is known only later: `link`. */
export const share: EsbuildPlugin = {
  name: 'share-kernel',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) =>
      parts.has(resolve(resolveDir, path.replace(/\.js$/, '.ts')))
        ? { path: '#kernel', external: true }
        : undefined,
    )
  },
}

/** Points those imports to where the kernel stands: `"#kernel"` → `"../internal/kernel.js"`. */
export const link: TsupPlugin = {
  name: 'link-kernel',
  renderChunk(code, { path }) {
    const extension = path.endsWith('.cjs') ? '.cjs' : '.js'
    const relative = posix.relative(posix.dirname(path), posix.join(dist, `internal/kernel${extension}`))
    return {
      code: code.replaceAll('"#kernel"', relative.startsWith('.') ? `"${relative}"` : `"./${relative}"`),
    }
  },
}
