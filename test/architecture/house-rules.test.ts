import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { subpaths } from '../../scripts/entries.js'
import { httpStatusOf } from 'hookstamp'
import { codeOf, filesBelow, hasAny, hasBehaviour, root, sources, type SourceFile } from './source.js'

const paths = sources.map((file) => file.path)
const isData = (path: string): boolean => /schemas|payloads|fixtures|vectors/.test(path)

describe('files', () => {
  test('are small: none over 300 lines, half of them at most 80', () => {
    const sizes = sources
      .filter((file) => !isData(file.path))
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
    expect(sizes.filter((file) => file.lines > 300)).toEqual([])
    const sorted = sizes.map((file) => file.lines).toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80)
  })

  test('that adapt a platform stay thin: at most 60 lines over what they share', () => {
    const doors = Object.values(subpaths).filter((path) => path.includes('src/adapters/'))
    expect(doors.length).toBeGreaterThan(5)
    const lines = (path: string): number => readFileSync(join(root, path), 'utf8').split('\n').length - 1
    expect(doors.filter((path) => lines(path) > 60)).toEqual([])
  })

  test('are named in kebab-case, and by what they are about', () => {
    expect(
      paths.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(path.split('/').at(-1) ?? '')),
    ).toEqual([])
    expect(paths.filter((path) => /(utils?|helpers?|common|misc|types)(\.ts|\/)/.test(path))).toEqual([])
  })

  test('have a test at the same place, or are part of a neighbour that has', () => {
    const tests = new Set(filesBelow('test', '.test.ts'))
    const tested = sources.filter((file) =>
      tests.has(file.path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts')),
    )
    const covered = new Set<string>()
    const cover = (file: SourceFile): void => {
      if (covered.has(file.path)) return
      covered.add(file.path)
      const folder = file.path.slice(0, file.path.lastIndexOf('/'))
      for (const part of sources) {
        if (part.path.startsWith(`${folder}/`) && file.imports.includes(part.path)) cover(part)
        // The tests of signing run on both halves: projects `node` and `web` of vitest.config.ts.
        if (file.packages.includes('#crypto') && /internal\/crypto-/.test(part.path)) cover(part)
      }
    }
    tested.forEach(cover)
    const untested = sources
      // Types, data and doors have nothing of their own to be tested.
      .filter((file) => !isData(file.path) && !file.path.endsWith('index.ts') && hasBehaviour(file))
      .map((file) => file.path)
    expect(untested.filter((path) => !covered.has(path))).toEqual([])
  })
})

describe('code', () => {
  // Inside plugs, time and chance are the platform's; everywhere else they are parameters.
  const free =
    /^src\/(internal\/(clock|random)|adapters\/|transports\/|sqlite\/|stores\/|queues\/|guards\/|testing\/|cli\/)/

  test.each([
    ['Date.now', /\bDate \. now\b/],
    ['new Date()', /\bnew Date \( \)/],
    ['Math.random', /\bMath \. random\b/],
    ['timers', /\b(setTimeout|setInterval|setImmediate)\b/],
    ['fetch', /(?<![.\w] )\bfetch \(/],
  ])('has no %s outside the kernel and the plugs', (_name, pattern) => {
    expect(
      sources.filter((file) => !free.test(file.path) && pattern.test(codeOf(file))).map((file) => file.path),
    ).toEqual([])
  })

  test('that has to run everywhere names nothing of Node', () => {
    const neutral =
      /^src\/(signing|worker|receiver|inbox|dispatcher|dialects|schema|egress|namespaces|internal\/(?!crypto-node)|dialect|errors)/
    const named = sources.filter(
      (file) => neutral.test(file.path) && /\b(Buffer|process|__dirname|require) [.(]/.test(codeOf(file)),
    )
    expect(named.map((file) => file.path)).toEqual([])
  })

  test('has no any, no suppressed error and nothing left to do', () => {
    const wrong = sources.filter(
      (file) =>
        hasAny(file) ||
        /@ts-(ignore|expect-error|nocheck)|oxlint-disable(?!.* -- )|TODO|FIXME/.test(file.text),
    )
    expect(wrong.map((file) => file.path)).toEqual([])
  })

  test('of the cores names no dialect, database or framework', () => {
    const names = /\b(djinn|gitlab|wvs|postgres|sqlite|redis|bullmq|express|fastify|hono|koa)\b/i
    const cores = sources.filter((file) =>
      /^src\/(worker|receiver|inbox|dispatcher|dialect\.ts)/.test(file.path),
    )
    expect(cores.filter((file) => names.test(codeOf(file))).map((file) => file.path)).toEqual([])
  })
})

describe('doors', () => {
  test('stand where their subpath says', () => {
    for (const [subpath, source] of Object.entries(subpaths)) {
      const name = subpath === '.' ? 'index' : subpath.slice(2)
      expect([`src/${name}.ts`, `src/${name}/index.ts`]).toContain(source)
      expect(existsSync(join(root, source)), source).toBe(true)
    }
  })
})

describe('README.md', () => {
  test('names every door', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8')
    // `hookstamp/adapters/node`, or `…/express` behind it.
    const named = (subpath: string): boolean =>
      text.includes(`\`hookstamp${subpath.slice(1)}\``) || text.includes(`/${subpath.split('/').at(-1)}\``)
    expect(Object.keys(subpaths).filter((subpath) => !named(subpath))).toEqual([])
  })

  test('is short', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(150)
  })
})

describe('error codes', () => {
  const codes = Object.keys(httpStatusOf)
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8')
  const explained = new Set(
    [...page.matchAll(/^\| `([a-z0-9-]+)` +\| \d/gm)].map((match) => match[1] as string),
  )
  const thrown = sources
    .filter((file) => file.path !== 'src/errors.ts')
    .map((file) => file.text)
    .join('\n')

  test.each(codes)('%s is used, and explained in docs/errors.md', (code) => {
    expect(thrown.includes(`'${code}'`), 'used').toBe(true)
    expect(explained.has(code), 'explained').toBe(true)
  })

  test('docs/errors.md explains none that does not exist', () => {
    expect([...explained].filter((code) => !codes.includes(code))).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  test('shows every folder of src with one line, and no other', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
    const tree = text.slice(text.indexOf('```\nsrc/'), text.indexOf('```', text.indexOf('```\nsrc/') + 3))
    const shown = [...tree.matchAll(/^[├└]─ ([a-z-]+\/?(?:\.ts)?|[a-z-]+\.ts) +\S/gm)].map(
      (match) => match[1],
    )
    const onDisk = readdirSync(join(root, 'src'), { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    )
    expect(shown.toSorted()).toEqual(onDisk.toSorted())
  })
})
