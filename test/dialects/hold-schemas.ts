/** What holds for the schemas of every forge: they cannot be faked (drop, add, retype), and nothing makes them throw. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { choiceOf, decided } from '../../src/dialects/decided.js'
import { absent, change, isObject, places, type Path } from './mutations.js'

export type Catalog = Readonly<Record<string, z.ZodType>>

export interface Payload {
  readonly name: string
  readonly type: string
  readonly payload: unknown
}

/** Path of every issue, joined. */
export function issuesOf(schema: z.ZodType | undefined, payload: unknown): string[] {
  if (schema === undefined) throw new Error('There is no schema of this event')
  return schema.safeParse(payload).error?.issues.map(({ path }) => path.join('.')) ?? []
}

export function holdSchemas(strict: Catalog, loose: Catalog, payloads: readonly Payload[]): void {
  describe.each(payloads)('$name', ({ type, payload }) => {
    const all = [...places(payload)]

    it('is valid in both views, and comes out as it went in', () => {
      expect(issuesOf(strict[type], payload)).toEqual([])
      expect(strict[type]?.parse(payload)).toEqual(payload)
      expect(loose[type]?.parse(payload)).toEqual(payload)
    })

    it('fails strict without a required key, and only then', () => {
      const required = all
        .filter(({ path }) => typeof path.at(-1) === 'string')
        .filter(({ path }) => {
          const issues = issuesOf(strict[type], change(payload, path, absent))
          if (issues.length > 0 && !decides(path)) expect([path, issues]).toEqual([path, [path.join('.')]])
          return issues.length > 0
        })
      expect(required.length).toBeGreaterThan(3)
    })

    it('fails strict with one more key, which loose keeps', () => {
      for (const { path } of all.filter(({ value }) => isObject(value))) {
        const more = change(payload, [...path, 'invented'], {})
        // A record takes any key: what it holds has to fit all the same.
        expect([path, issuesOf(strict[type], more).map((at) => at.replace(/\.?invented$/, ''))]).toEqual([
          path,
          [path.join('.')],
        ])
        if (!isRecord(path)) expect(loose[type]?.parse(more)).toEqual(more)
      }
    })

    it('fails strict with an undocumented value of an enum, which loose accepts', () => {
      const document = z.toJSONSchema(strict[type] as z.ZodType, { reused: 'inline' })
      for (const { path } of all.filter(({ value }) => typeof value === 'string')) {
        const open = change(payload, path, 'invented')
        if (decides(path) || !isEnum(document, path)) continue
        expect([path, issuesOf(strict[type], open)]).toEqual([path, [path.join('.')]])
        expect([path, issuesOf(loose[type], open)]).toEqual([path, []])
      }
    })

    it('fails loose where a known scalar becomes an object, and names the place', () => {
      const scalars = all.filter(({ value }) => typeof value !== 'object')
      expect(scalars.length).toBeGreaterThan(3)
      for (const { path } of scalars) {
        expect([path, issuesOf(loose[type], change(payload, path, {}))]).toEqual([path, [path.join('.')]])
      }
    })
  })

  it('give a payload or issues with a path, whatever is changed', { timeout: 60_000 }, () => {
    // Without the fast path: what it accepts, zod accepts, and yields the same.
    const views = [strict, loose].map((fast) => ({
      fast,
      plain: Object.fromEntries(Object.entries(fast).map(([type, schema]) => [type, remade(schema)])),
    }))
    const mutation = fc.constantFrom(...payloads).chain(({ type, payload }) =>
      fc.record({
        type: fc.constant(type),
        payload: fc.constant(payload),
        path: fc.constantFrom(...[...places(payload)].slice(1).map(({ path }) => path)),
        to: fc.oneof(fc.constant(absent), fc.constant(null), fc.jsonValue(), fc.double()),
      }),
    )
    fc.assert(
      fc.property(mutation, ({ type, payload, path, to }) => {
        const mutated = change(payload, path, to)
        for (const view of views) {
          const [fast, plain] = [view.fast[type]?.safeParse(mutated), view.plain[type]?.safeParse(mutated)]
          expect(fast?.success).toBe(plain?.success)
          if (fast?.success) expect(fast.data).toEqual(plain?.data)
          else expect(fast?.error?.issues.every((issue) => Array.isArray(issue.path))).toBe(true)
        }
      }),
      { numRuns: 10_000 },
    )
  })
}

function remade(schema: z.ZodType): z.ZodType {
  const choose = choiceOf(schema)
  return choose === undefined
    ? schema.clone()
    : decided((schema as z.ZodUnion<[z.ZodType, ...z.ZodType[]]>).options, choose)
}

/** Whether a place decides which schema the rest is held to, so that all of it fails. */
function decides(path: Path): boolean {
  return /^(object_attributes(\.noteable_type)?|action)$/.test(path.join('.'))
}

function isRecord(path: Path): boolean {
  return /^push_options\.\w+\.(variable|input|label|unlabel|assign|unassign)$/.test(path.join('.'))
}

function isEnum(document: z.core.JSONSchema.JSONSchema, path: Path): boolean {
  let nodes = [document]
  const options = (node: z.core.JSONSchema.JSONSchema): z.core.JSONSchema.JSONSchema[] =>
    node.anyOf === undefined
      ? [node]
      : node.anyOf.flatMap((option) => options(option as z.core.JSONSchema.JSONSchema))
  for (const step of path) {
    nodes = nodes
      .flatMap(options)
      .map((node) => (typeof step === 'number' ? node.items : node.properties?.[step]))
      .filter((node) => isObject(node)) as z.core.JSONSchema.JSONSchema[]
  }
  return nodes.flatMap(options).some((node) => node.enum !== undefined)
}
