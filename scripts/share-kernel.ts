import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const kernel = fileURLToPath(new URL('kernel.ts', import.meta.url))
const modules = new Set(
  [...readFileSync(kernel, 'utf8').matchAll(/from '(.+)\.js'/g)].map(([, path]) =>
    resolve(dirname(kernel), `${path}.ts`),
  ),
)

/** Makes every import of a module of the kernel an import of `#kernel`. */
export const shareKernel: Plugin = {
  name: 'share-kernel',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) =>
      modules.has(resolve(resolveDir, path.replace(/\.js$/, '.ts')))
        ? { path: '#kernel', external: true }
        : undefined,
    )
  },
}
