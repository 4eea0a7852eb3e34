import { defineConfig, type Options } from 'tsup'
import { doors, halves } from './scripts/entries.ts'

// JavaScript only: declarations come from tsc, then tsup.types.config.ts (from source tsup's own take gigabytes).
const config: Options = {
  entry: { ...doors, ...halves },
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'neutral',
  // `#crypto` must stay an import: the consumer's conditions choose the half.
  external: [/^node:/, /^#/],
  // Without it every CJS door gets its own copy of the error class.
  splitting: true,
  treeshake: false,
  // tsup's default rewrites `node:crypto` to `crypto`, which Deno and Workers refuse.
  removeNodeProtocol: false,
  sourcemap: true,
  clean: true,
}
export default defineConfig(config) as Options
