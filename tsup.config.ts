import { defineConfig, type Options } from 'tsup'
import { doors, halves } from './scripts/entries.ts'
import { shareKernel } from './scripts/share-kernel.ts'

// JavaScript only: declarations come from tsc, then tsup.types.config.ts (from source tsup's own take gigabytes).
const common: Options = {
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'neutral',
  // `#crypto` must stay an import: the consumer's conditions choose the half.
  external: [/^node:/, /^#/],
  treeshake: false,
  // tsup's default rewrites `node:crypto` to `crypto`, which Deno and Workers refuse.
  removeNodeProtocol: false,
  sourcemap: true,
}

const config: Options[] = [
  { ...common, entry: halves, splitting: false },
  { ...common, entry: { 'internal/kernel': 'scripts/kernel.ts' }, splitting: false },
  // With splitting, so that what several doors share beyond the kernel exists once, in CJS too.
  { ...common, entry: doors, splitting: true, esbuildPlugins: [shareKernel] },
]
export default defineConfig(config) as Options[]
