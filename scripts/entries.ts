/**
 * The one list of doors is `package.json#exports`; the build's entries are derived from it here.
 * Derived from the target (`./dist/x/y.js` is built from `src/x/y.ts`), so nothing guesses about `index.ts`.
 */
import { readFileSync } from 'node:fs'

interface Conditions {
  readonly [condition: string]: string | Conditions
}

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  exports: Conditions
  imports: Conditions
}

function entriesOf(map: Conditions): Record<string, string> {
  const found: Record<string, string> = {}
  for (const target of Object.values(map)) {
    if (typeof target === 'object') {
      Object.assign(found, entriesOf(target))
    } else if (/^\.\/dist\/.*(?<!\.d)\.js$/.test(target)) {
      const name = target.slice('./dist/'.length, -'.js'.length)
      found[name] = `src/${name}.ts`
    }
  }
  return found
}

/** Output name → source file of every public door. */
export const doors: Record<string, string> = entriesOf(manifest.exports)

/** Subpath (`./signing`) → source file, for the checks that walk the doors. */
export const subpaths: Record<string, string> = Object.fromEntries(
  Object.entries(manifest.exports).flatMap(([subpath, target]) =>
    typeof target === 'object' ? [[subpath, Object.values(entriesOf(target))[0] as string]] : [],
  ),
)
