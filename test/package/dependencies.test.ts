/** What ships imports nothing but Node, itself and the peers that its manifest names. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { root } from '../architecture/source.js'

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}
const peers = Object.keys(manifest.peerDependencies)
const dist = join(root, 'dist')
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })

function importedBy(file: string): string[] {
  const text = readFileSync(join(dist, file), 'utf8')
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

function strangers(ending: RegExp, allowed: (name: string, file: string) => boolean): string[] {
  return files
    .filter((file) => ending.test(file))
    .flatMap((file) =>
      importedBy(file)
        .filter((specifier) => !/^(\.|node:)/.test(specifier))
        .filter((specifier) => !allowed(packageOf(specifier), file))
        .map((specifier) => `${file} → ${specifier}`),
    )
}

describe('what ships', () => {
  test('imports peers alone, in code and in declarations', () => {
    const own = (name: string, file: string): boolean =>
      name === '#kernel' || (name === 'hookstamp' && file.startsWith('cli/'))
    expect(strangers(/\.c?js$/, (name, file) => peers.includes(name) || own(name, file))).toEqual([])
    // @types/node comes with whoever compiles for Node.
    expect(strangers(/\.d\.c?ts$/, (name) => peers.includes(name))).toEqual([])
  })

  test('has all of it: no part was left out of the scan', () => {
    expect(files.filter((file) => /\.c?js$/.test(file)).length).toBeGreaterThan(50)
    expect(files.some((file) => file.endsWith('.js') && importedBy(file).includes('undici'))).toBe(true)
  })
})
