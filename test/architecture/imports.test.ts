import { describe, expect, test } from 'vitest'
import { subpaths } from '../../scripts/entries.js'
import { sources } from './source.js'

// docs/architecture.md, "Which way imports point". A part may import itself and what stands here.
const kernel = ['internal', 'errors']
const core = [...kernel, 'signing', 'egress', 'dialect', 'ports']
const allowed: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  internal: ['errors'],
  signing: kernel,
  egress: kernel,
  dialect: [...kernel, 'signing', 'egress'],
  ports: [...kernel, 'signing', 'egress', 'dialect'],
  namespaces: core,
  worker: core,
  receiver: [...core, 'worker'],
  dispatcher: [...core, 'worker'],
  inbox: [...core, 'worker', 'receiver'],
  adapters: [...core, 'receiver'],
  transports: core,
  postgres: core,
  sqlite: core,
  stores: [...core, 'namespaces', 'postgres', 'sqlite'],
  queues: [...core, 'worker', 'postgres', 'sqlite'],
  guards: [...core, 'postgres', 'sqlite'],
  observers: [...core, 'dispatcher'],
  dialects: [...kernel, 'signing', 'dialect'],
  schema: [...kernel, 'signing', 'dialect'],
  // An API of Djinn's: its entities are those of the dialect.
  management: [...core, 'namespaces', 'receiver', 'adapters', 'dialects'],
  fixtures: [...kernel, 'dialect', 'dialects'],
  testing: [
    ...core,
    'worker',
    'receiver',
    'dispatcher',
    'adapters',
    'transports',
    'stores',
    'queues',
    'guards',
    'observers',
    'dialects',
    'fixtures',
  ],
  index: [...core, 'worker', 'receiver', 'dispatcher', 'inbox'],
  // By name, as everybody does: `hookstamp/signing`.
  cli: [],
}

/** `src/signing/index.ts` → `signing`, `src/errors.ts` → `errors`. */
const partOf = (path: string): string => path.split('/')[1]?.replace(/\.ts$/, '') ?? ''

describe('imports', () => {
  test('point one way', () => {
    const wrong = sources.flatMap((file) => {
      const from = partOf(file.path)
      return file.imports
        .filter((to) => partOf(to) !== from && !allowed[from]?.includes(partOf(to)))
        .map((to) => `${file.path} → ${to}`)
    })
    expect(wrong).toEqual([])
  })

  test('plugs of one kind share what stands beside them, but import no other plug', () => {
    const kinds = ['adapters', 'transports', 'stores', 'queues', 'guards', 'dialects']
    // `src/dialects/djinn/index.ts` → `src/dialects/djinn`; the shortest first, so that its `schemas` belong to it.
    const plugs = Object.values(subpaths)
      .map((door) => door.replace(/(\/index)?\.ts$/, ''))
      .toSorted((a, b) => a.length - b.length)
    const plugOf = (path: string): string | undefined =>
      plugs.find((plug) => path === `${plug}.ts` || path.startsWith(`${plug}/`))
    const wrong = sources
      .filter((file) => kinds.includes(partOf(file.path)))
      .flatMap((file) =>
        file.imports
          .filter((to) => partOf(to) === partOf(file.path))
          .filter((to) => plugOf(to) !== undefined && plugOf(to) !== plugOf(file.path))
          .map((to) => `${file.path} → ${to}`),
      )
    expect(wrong).toEqual([])
  })

  test('make no cycle', () => {
    const importsOf = new Map(sources.map((file) => [file.path, file.imports]))
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
      if (done.has(path) || trail.includes(path)) return
      for (const next of importsOf.get(path) ?? []) visit(next, [...trail, path])
      done.add(path)
    }
    for (const file of sources) visit(file.path, [])
    expect(cycles).toEqual([])
  })

  test('go through no door: a door is for users, and one more file to load', () => {
    const wrong = sources.flatMap((file) =>
      file.imports
        .filter((to) => to.endsWith('/index.ts') && partOf(to) !== 'dialects' && partOf(to) !== 'fixtures')
        .map((to) => `${file.path} → ${to}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('packages', () => {
  const importing = (matches: (name: string) => boolean): string[] =>
    sources.filter((file) => file.packages.some(matches)).map((file) => file.path)

  test('zod is named in dialects, schema and management only', () => {
    expect(
      importing((name) => name === 'zod').filter(
        (path) => !/^src\/(dialects|schema|management)\//.test(path),
      ),
    ).toEqual([])
  })

  test('node: is named by plugs for Node and in the crypto pair', () => {
    const forNode =
      /^src\/(transports\/http|sqlite\/|stores\/|queues\/|guards\/|observers\/|adapters\/(node|express|fastify|koa)|cli\/|management\/node|internal\/crypto-)/
    expect(importing((name) => name.startsWith('node:')).filter((path) => !forNode.test(path))).toEqual([])
  })

  test('hookstamp is named by the program only', () => {
    expect(
      importing((name) => /^hookstamp(\/|$)/.test(name)).filter((path) => !path.startsWith('src/cli/')),
    ).toEqual([])
  })

  test('there are no others but undici, in its transport, and bullmq, in its queue', () => {
    const known = (name: string): boolean =>
      ['zod', '#crypto', '@opentelemetry/api'].includes(name) || /^(node:|hookstamp(\/|$))/.test(name)
    const homes: Readonly<Record<string, string>> = {
      undici: 'src/transports/http',
      bullmq: 'src/queues/bullmq',
    }
    const wrong = sources.filter(({ path, packages }) =>
      packages.some((name) => !known(name) && !path.startsWith(homes[name] ?? 'nowhere')),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })
})
