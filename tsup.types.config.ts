import { defineConfig, type Options } from 'tsup'
import { doors } from './scripts/entries.ts'

// Rolls up tsc's declarations, for both module formats, and inlines the few type-fest types that ship.
// type-fest's own files import each other as "./x.d.ts": those must match as well.
const config: Options = {
  entry: Object.fromEntries(
    Object.entries(doors).map(([name, source]) => [
      name,
      source.replace(/^src\/(.*)\.ts$/, '.types/$1.d.ts'),
    ]),
  ),
  format: ['esm', 'cjs'],
  external: [/^node:/, /^#/],
  dts: { only: true, resolve: [/^type-fest$/, /^tagged-tag$/, /^\.{1,2}\/.*\.d\.ts$/] },
}
export default defineConfig(config) as Options
