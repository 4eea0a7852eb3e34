import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { beyond, lax, seen } from '../../src/dialects/definition.js'
import { loosen } from '../../src/dialects/loosen.js'

const accepts = (schema: z.ZodType, value: unknown): boolean => loosen(schema).safeParse(value).success

describe('loosen', () => {
  it('keeps unknown keys, at every level', () => {
    const schema = z.strictObject({ a: z.strictObject({ b: z.int() }) })
    const sent = { a: { b: 1, c: [2] }, d: null }
    expect(loosen(schema).parse(sent)).toEqual(sent)
    expect(schema.safeParse(sent).success).toBe(false)
  })

  it('opens enums, and keeps their values as examples', () => {
    const status = z.enum(['queued', 'running'])
    expect(accepts(status, 'paused')).toBe(true)
    expect(accepts(status, 1)).toBe(false)
    expect(z.toJSONSchema(loosen(status))).toMatchObject({ type: 'string', examples: ['queued', 'running'] })
  })

  it('drops string formats, and keeps the string', () => {
    expect(accepts(z.iso.datetime(), '2017-09-15 16:50:55 UTC')).toBe(true)
    expect(accepts(z.url(), 'git@host:path')).toBe(true)
    expect(accepts(z.url(), null)).toBe(false)
  })

  it('keeps literals, numbers, booleans and null as they are', () => {
    expect(accepts(z.literal('push'), 'pull')).toBe(false)
    expect(accepts(z.int(), 1.5)).toBe(false)
    expect(accepts(z.boolean(), 'true')).toBe(false)
    expect(accepts(z.null(), 0)).toBe(false)
  })

  it('reaches into lists, nullables, optionals, unions and records', () => {
    const open = z.enum(['a'])
    const schema = z.strictObject({
      list: z.array(open),
      nullable: open.nullable(),
      optional: open.exactOptional(),
      union: z.union([open, z.int()]),
      record: z.record(z.string(), open),
    })
    expect(accepts(schema, { list: ['b'], nullable: null, union: 'b', record: { x: 'b' } })).toBe(true)
    expect(accepts(schema, { list: ['b'], nullable: 'b', optional: 'b', union: 2, record: {} })).toBe(true)
    expect(accepts(schema, { list: [1], nullable: null, union: 2, record: {} })).toBe(false)
    expect(accepts(schema, { list: [], nullable: null, union: 2, record: { x: 1 } })).toBe(false)
  })

  it('lets a lax key be absent or null, and nothing else', () => {
    const schema = z.strictObject({
      a: lax(z.int()),
      b: lax(z.int().nullable()),
      ...beyond({ c: lax(z.int()) }),
    })
    for (const sent of [{}, { a: null, b: null, c: null }, { a: 1, b: 2, c: 3 }]) {
      expect(loosen(schema).parse(sent)).toEqual(sent)
    }
    expect(accepts(schema, { a: '1' })).toBe(false)
    expect(accepts(schema, { c: '1' })).toBe(false)
    // Nullable once: a second time would nest anyOf in anyOf.
    expect(JSON.stringify(z.toJSONSchema(loosen(schema)))).not.toMatch(/anyOf[^\]]*anyOf/)
  })

  it('takes what is seen instead of what is promised, loosened as well', () => {
    const user = z.strictObject({ id: z.int() })
    const schema = z.strictObject({
      url: seen(z.string(), z.union([z.string(), user])),
      by: lax(seen(user, z.int())),
    })
    expect(loosen(schema).parse({ url: { id: 1, more: 2 } })).toEqual({ url: { id: 1, more: 2 } })
    expect(accepts(schema, { url: 'x', by: 7 })).toBe(true)
    expect(accepts(schema, { url: {} })).toBe(false)
    expect(accepts(schema, { url: 'x', by: { id: 1 } })).toBe(false)
  })

  it('gives the same view of the same schema, marked or not', () => {
    const user = z.strictObject({ id: z.int() })
    const loose = loosen(z.strictObject({ a: user, b: z.array(user), c: seen(z.int(), user) })) as z.ZodObject
    expect(loose.shape['a']).toBe(loosen(user))
    expect((loose.shape['b'] as z.ZodArray).element).toBe(loosen(user))
    expect(loose.shape['c']).toBe(loosen(user))
  })

  it('derives keys when they are first needed', () => {
    const impossible = z.date()
    expect(() => loosen(z.strictObject({ at: impossible }))).not.toThrow()
  })

  it('refuses what has no loose view, and lax where no key is', () => {
    expect(() => loosen(z.date())).toThrow('No loose view of a zod date')
    expect(() => loosen(z.string().transform(Number))).toThrow('No loose view of a zod pipe')
    expect(() => loosen(z.array(lax(z.int())))).toThrow('belongs on a key')
  })
})
