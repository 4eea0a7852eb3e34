import { defineConfig, type Options } from 'tsup'
import { doors } from './scripts/entries.ts'
import { share, withCrypto } from './scripts/shared-kernel.ts'

// JavaScript only: declarations come from tsc, then tsup.types.config.ts (from source tsup's own take gigabytes).
const common: Options = {
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'neutral',
  external: [/^node:/, /^#kernel$/],
  splitting: false,
  treeshake: false,
  // tsup's default rewrites `node:crypto` to `crypto`, which Deno and Workers refuse.
  removeNodeProtocol: false,
  sourcemap: true,
}
const { index, ...others } = doors

const config: Options[] = [
  ...(['node', 'web'] as const).map((half) => ({
    ...common,
    entry: { [`internal/kernel-${half}`]: 'scripts/kernel.ts' },
    esbuildPlugins: [withCrypto(half)],
  })),
  // By itself, since nearly everyone loads it: what it shares with other doors beyond the kernel has no state.
  { ...common, entry: { index: index as string }, esbuildPlugins: [share] },
  // With splitting, so that what several of them share exists once, in CJS too.
  { ...common, entry: others, splitting: true, esbuildPlugins: [share] },
  // The program: ESM alone, a file per command. It imports the doors by their names, as everybody does.
  {
    ...common,
    entry: { 'cli/main': 'src/cli/main.ts' },
    format: ['esm'],
    external: [...(common.external as RegExp[]), /^hookstamp(\/|$)/],
    splitting: true,
    esbuildOptions: (options) => void (options.chunkNames = 'cli/[name]-[hash]'),
  },
]
export default defineConfig(config) as Options[]
