/** What each door adds to a bundle, and what must not come along. */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { subpaths } from '../../scripts/entries.js'
import { root } from '../architecture/source.js'
import { budgets } from './budgets.js'

const doors = Object.keys(subpaths).map((subpath) => subpath.replace(/^\.\/?/, '') || 'index')

interface Bundled {
  readonly kilobytes: number
  readonly code: string
  /** Packages that it loads at once; what is loaded when it is needed is not among them. */
  readonly loads: readonly string[]
}

async function bundle(door: string, names = '*'): Promise<Bundled> {
  const specifier = door === 'index' ? 'hookstamp' : `hookstamp/${door}`
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export ${names} from '${specifier}'`, resolveDir: root },
    bundle: true,
    splitting: true,
    outdir: 'out',
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'node',
    packages: 'bundle',
    external: ['zod', 'undici', '@opentelemetry/api', 'pg', 'pg-boss', 'bullmq', 'libsql'],
    write: false,
    metafile: true,
    // That chunks without side effects are left out is as it should be.
    logLevel: 'error',
  })
  const entry = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === '<stdin>')
  const loads = (entry?.imports ?? []).filter(({ external, kind }) => external && kind === 'import-statement')
  const code = outputFiles.map(({ text }) => text).join('\n')
  return { kilobytes: gzipSync(code, { level: 9 }).length / 1000, code, loads: loads.map(({ path }) => path) }
}

describe('every door', () => {
  test('has a budget', () => {
    expect(Object.keys(budgets).toSorted()).toEqual(doors.toSorted())
  })

  test.each(doors)('%s keeps to it, and loads no package before it is needed', async (door) => {
    const { kilobytes, loads } = await bundle(door)
    expect(kilobytes).toBeLessThanOrEqual(budgets[door] ?? 0)
    const packages = new Set(loads.filter((path) => !path.startsWith('node:')))
    expect([...packages]).toEqual(/schemas$|^management$/.test(door) ? ['zod'] : [])
  })
})

describe('half of the front door', () => {
  test.each([
    ['createReceiver', /redeliveryOf|pausedUntil|enqueue/],
    ['createDispatcher', /onUnknownEvent|body-consumed|method-not-allowed"?\)/],
    ['defineDialect', /onUnknownEvent|redeliveryOf|createHmac/],
  ])('%s comes without the other', async (name, unwanted) => {
    const { code } = await bundle('index', `{ ${name} }`)
    expect(unwanted.test((await bundle('index')).code)).toBe(true)
    expect(unwanted.exec(code)?.[0]).toBeUndefined()
  })
})
