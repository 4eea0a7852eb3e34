import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import * as schemas from 'hookstamp/dialects/djinn/schemas'
import { fixture, fixtures } from 'hookstamp/fixtures/djinn'
import { absent, change, isObject, places, type Path } from '../mutations.js'
import { readShared } from '../shared.js'
import { examples, occurrences, tableAfter } from './documents.js'

const strict = schemas.strict as unknown as Record<string, z.ZodType>
const loose = schemas.loose as unknown as Record<string, z.ZodType>

/** Path of every issue, joined. */
function issuesOf(schema: z.ZodType | undefined, payload: unknown): string[] {
  return schema?.safeParse(payload).error?.issues.map(({ path }) => path.join('.')) ?? []
}

/** Every payload there is to test with: fixtures, and the documented examples under each event that shows them. */
const payloads: [name: string, type: string, payload: unknown][] = [
  ...Object.values(fixtures).map(({ type, payload }): [string, string, unknown] => [
    `fixture ${type}`,
    type,
    payload,
  ]),
  ...examples.flatMap(({ file, events, payload }) =>
    events
      // One example serves three events; nothing has started in it, so in two of them it breaks their promise.
      .filter((type) => type !== 'build.started' && type !== 'build.finished')
      .map((type): [string, string, unknown] => [`example ${file} as ${type}`, type, payload]),
  ),
]

/** The keys that a payload may lack in the strict view, by entity. All others are required, by the test below. */
const optional: Readonly<Record<string, readonly string[]>> = {
  build: ['number', 'manifest', 'pinned', 'namespace', 'trigger'],
  namespace: ['invites_url', 'webhooks_url', 'parent', 'build'],
  data: ['id', 'repo_id', 'provider', 'url', 'ref', 'sha', 'action'],
  cron: ['prev_run'],
  image: ['download'],
  object: ['builds_url'],
  variable: ['masked'],
}

const enums = ['action', 'status', 'visibility', 'schedule', 'driver', 'provider']

function isOptional(type: string, path: Path): boolean {
  const key = path.at(-1) as string
  const container = path.at(-2) ?? (/^build\.(?!tagged)/.test(type) ? 'build' : 'event')
  return optional[container === 'parent' ? 'namespace' : container]?.includes(key) ?? false
}

describe.each(payloads)('%s', (_, type, payload) => {
  const all = [...places(payload)]

  it('is valid in both views, and comes out as it went in', () => {
    expect(strict[type]?.parse(payload)).toEqual(payload)
    expect(loose[type]?.parse(payload)).toEqual(payload)
  })

  it('fails strict without a required key, and only then', () => {
    const keys = all.filter(({ path }) => typeof path.at(-1) === 'string')
    expect(keys.length).toBeGreaterThan(5)
    for (const { path } of keys) {
      const issues = issuesOf(strict[type], change(payload, path, absent))
      expect([path, issues]).toEqual([path, isOptional(type, path) ? [] : [path.join('.')]])
    }
  })

  it('fails strict with one more key, which loose keeps', () => {
    for (const { path } of all.filter(({ value }) => isObject(value))) {
      const more = change(payload, [...path, 'invented'], 1)
      expect([path, issuesOf(strict[type], more)]).toEqual([path, [path.join('.')]])
      expect(loose[type]?.parse(more)).toEqual(more)
    }
  })

  it('fails strict with an undocumented value of an enum, which loose accepts', () => {
    const isEnum = ({ path }: { path: Path }): boolean =>
      enums.includes(path.at(-1) as string) || path.slice(-2).join('.') === 'trigger.type'
    for (const { path } of all.filter(isEnum)) {
      const open = change(payload, path, 'invented')
      expect([path, issuesOf(strict[type], open)]).toEqual([path, [path.join('.')]])
      expect([path, issuesOf(loose[type], open)]).toEqual([path, []])
    }
  })

  it('fails loose where a known scalar becomes an object, and names the place', () => {
    const scalars = all.filter(({ value }) => typeof value !== 'object')
    expect(scalars.length).toBeGreaterThan(5)
    for (const { path } of scalars) {
      expect([path, issuesOf(loose[type], change(payload, path, {}))]).toEqual([path, [path.join('.')]])
    }
  })

  it('never throws, whatever is changed', () => {
    const place = fc.constantFrom(...all.slice(1).map(({ path }) => path))
    const to = fc.oneof(fc.constant(absent), fc.constant(null), fc.jsonValue())
    fc.assert(
      fc.property(place, to, (path, value) => {
        for (const view of [strict, loose]) {
          const { success, error } = view[type]?.safeParse(change(payload, path, value)) ?? {}
          expect(success || (error?.issues.length ?? 0) > 0).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('strict', () => {
  it('promises the time that an event is about', () => {
    expect(issuesOf(strict['build.started'], fixtures['build.submitted'].payload)).toEqual(['started_at'])
    expect(issuesOf(strict['build.finished'], fixtures['build.started'].payload)).toEqual(['finished_at'])
  })

  it('takes RFC 3339 times with any offset and fraction, in any year, and nothing else', () => {
    const at = (created_at: string): string[] =>
      issuesOf(strict['build.submitted'], fixture('build.submitted', { created_at }).payload)
    for (const time of ['0001-01-01T00:00:00Z', '2024-06-02T02:00:04.123456789+05:30'])
      expect(at(time)).toEqual([])
    for (const time of ['2024-06-02 02:00:04', '2024-06-02T02:00:04', '2024-02-30T00:00:00Z', '']) {
      expect(at(time)).toEqual(['created_at'])
    }
  })
})

describe.skipIf(examples.length === 0)('the rule for required keys', () => {
  const entities: [entity: keyof typeof schemas, seenAs: string, table?: readonly [string, string]][] = [
    ['user', 'user'],
    ['namespace', 'namespace', ['Namespace entity', 'djinn-namespaces-api.txt']],
    ['build', 'build', ['build.submitted', 'djinn-webhooks.txt']],
    ['trigger', 'trigger'],
    ['triggerData', 'data'],
    ['tag', 'tags'],
    ['cron', 'cron'],
    ['image', 'image'],
    ['object', 'object'],
    ['variable', 'variable'],
    ['sshKey', 'sshKey'],
  ]

  it.each(entities)('%s: what the table (if any) and every example have', (entity, seenAs, table) => {
    const inExamples = occurrences().get(seenAs) as string[][]
    const documented = table === undefined ? (inExamples[0] as string[]) : tableAfter(...table)
    const expected = documented.filter((key) => inExamples.every((keys) => keys.includes(key)))
    const { shape } = schemas[entity] as unknown as z.ZodObject<Record<string, z.ZodType>>
    const required = Object.keys(shape).filter((key) => shape[key]?.def.type !== 'optional')
    expect(expected.length).toBeGreaterThan(1)
    expect(required.sort()).toEqual(expected.sort())
  })
})

describe('what real servers send', () => {
  const base = 'https://api.ci.example.com'
  const { build } = fixtures['build.tagged'].payload

  it.each<[type: keyof typeof fixtures, path: string, value: unknown]>([
    ['build.submitted', 'user.id', absent],
    ['build.submitted', 'user.created_at', absent],
    ['build.submitted', 'user', absent],
    ['build.submitted', 'namespace.user', absent],
    ['build.submitted', 'status', 'paused'],
    ['build.submitted', 'trigger.type', 'webhook'],
    ['build.submitted', 'trigger.data.email', absent],
    ['build.submitted', 'created_at', '2024-06-02 02:00:04'],
    ['build.started', 'started_at', null],
    ['build.started', 'started_at', absent],
    ['build.finished', 'finished_at', null],
    ['build.tagged', 'url', build],
    ['build.tagged', 'build.user.id', absent],
    ['namespaces', 'namespace.visibility', 'secret'],
    ['namespaces', 'namespace.parent.parent', fixtures.namespaces.payload.namespace],
    ['invite.sent', 'invitee.id', absent],
    ['cron', 'cron.namespace', null],
    ['cron', 'cron.namespace_id', null],
    ['cron', 'cron.author', absent],
    ['images', 'action', 'downloaded'],
    ['images', 'image.user', null],
    ['objects', 'object.md5', null],
    ['objects', 'object.sha256', null],
    ['variables', 'variable.namespace', absent],
    ['ssh_keys', 'key.author', null],
  ])('%s with another %s fits loose, not strict', (type, path, value) => {
    const sent = change(fixtures[type].payload, path.split('.'), value)
    expect(issuesOf(loose[type], sent)).toEqual([])
    expect(issuesOf(strict[type], sent)).not.toEqual([])
  })

  it.each<[type: keyof typeof fixtures, path: string, value: unknown]>([
    ['build.submitted', 'trigger', null],
    ['build.submitted', 'trigger', absent],
    ['build.submitted', 'namespace', absent],
    ['build.submitted', 'user', null],
    ['build.submitted', 'namespace.user', null],
    ['build.submitted', 'namespace.url', base],
    ['build.submitted', 'namespace.build', { ...build, namespace: null }],
    [
      'build.submitted',
      'trigger.data',
      { email: 'a@b.example', username: 'a', repo_id: '7', provider: 'github' },
    ],
    ['build.submitted', 'pinned', absent],
    ['build.started', 'manifest', ''],
    ['build.started', 'created_at', '0001-01-01T00:00:00Z'],
    ['build.finished', 'started_at', null],
    ['build.finished', 'tags', []],
    ['build.tagged', 'url', '/b/noor/128/tags'],
    ['build.tagged', 'tags', []],
    ['cron', 'cron.prev_run', null],
    [
      'images',
      'image.download',
      {
        source: `${base}/x`,
        error: null,
        created_at: '2024-06-02T09:30:00.5+02:00',
        started_at: null,
        finished_at: null,
      },
    ],
    ['objects', 'object.builds_url', base],
    ['variables', 'variable.masked', true],
  ])('%s with another %s fits both views', (type, path, value) => {
    const sent = change(fixtures[type].payload, path.split('.'), value)
    expect(issuesOf(loose[type], sent)).toEqual([])
    expect(issuesOf(strict[type], sent)).toEqual([])
  })

  const corpus = (
    JSON.parse(readShared('corpus/index.json') ?? '[]') as { file: string; kind: string }[]
  ).filter(({ file }) => file.startsWith('djinn-ci/'))
  it.skipIf(corpus.length === 0)('fits loose in every body that other projects hold', () => {
    for (const { file, kind } of corpus) {
      const body: unknown = JSON.parse(readShared(`corpus/${file}`) as string)
      expect([file, issuesOf(loose[kind], body)]).toEqual([file, []])
    }
  })
})
