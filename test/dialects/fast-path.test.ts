import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { decided } from '../../src/dialects/decided.js'
import { takeFastPath } from '../../src/dialects/fast-path.js'

const inner = z.looseObject({ id: z.int(), tags: z.array(z.string()).exactOptional() })

const make = (): z.ZodObject =>
  z.looseObject({
    kind: z.literal(['a', 'b']),
    one: z.literal('one'),
    count: z.number(),
    flag: z.boolean().nullable(),
    none: z.null().exactOptional(),
    any: z.unknown().exactOptional(),
    inner: inner.nullable().exactOptional(),
    either: z.union([z.string(), z.int()]).exactOptional(),
    record: z.record(z.string(), z.boolean()).exactOptional(),
    decided: decided([inner, z.array(inner)], (value) => (Array.isArray(value) ? 1 : 0)).exactOptional(),
  })

const fast = takeFastPath(make())
const slow = make()
const valid = { kind: 'a', one: 'one', count: 1.5, flag: null }

describe('takeFastPath', () => {
  it('gives back what fits as it is', () => {
    const payload = { ...valid, inner: { id: 1, more: [] }, unknown: 1 }
    expect(fast.parse(payload)).toBe(payload)
    expect(fast['~standard'].validate(payload)).toEqual({ value: payload })
    expect(slow.parse(payload)).not.toBe(payload)
  })

  it.each([
    [{ ...valid, inner: { id: 1.5 } }, ['inner', 'id']],
    [{ ...valid, inner: { id: 1, tags: [1] } }, ['inner', 'tags', 0]],
    [{ ...valid, either: {} }, ['either']],
    [{ ...valid, record: { a: 1 } }, ['record', 'a']],
    [{ ...valid, decided: [{}] }, ['decided', 0, 'id']],
    [{ ...valid, any: undefined, count: Number.NaN }, ['count']],
    [{ kind: 'a', count: 1, flag: true }, ['one']],
  ])('leaves to zod what does not: %j', (payload, path) => {
    expect(fast.safeParse(payload).error?.issues[0]?.path).toEqual(path)
  })

  it('knows closed objects and enums', () => {
    const closed = takeFastPath(z.strictObject({ state: z.enum(['open', 'closed']) }))
    const payload = { state: 'open' }
    expect(closed.parse(payload)).toBe(payload)
    expect(closed.safeParse({ state: 'ajar' }).error?.issues[0]?.path).toEqual(['state'])
    expect(closed.safeParse({ state: 'open', more: 1 }).error?.issues[0]?.code).toBe('unrecognized_keys')
    expect(takeFastPath(closed)).toBe(closed)
    // One that drops what it does not know has to copy.
    const dropping = takeFastPath(z.object({ state: z.string() }))
    expect(dropping.parse({ state: 'open', more: 1 })).toEqual({ state: 'open' })
  })

  it('leaves to zod what is checked beyond its type', () => {
    const schema = takeFastPath(
      z.looseObject({ name: z.string().min(2), at: z.iso.date(), small: z.int32() }),
    )
    const payload = { name: 'ab', at: '2026-01-01', small: 1 }
    expect(schema.parse(payload)).toEqual(payload)
    for (const wrong of [{ name: 'a' }, { at: 'x' }, { small: 2 ** 40 }]) {
      expect(schema.safeParse({ ...payload, ...wrong }).success).toBe(false)
    }
  })

  it('does not take for its own what is no plain key', () => {
    const payload = JSON.parse(
      `{"kind":"a","one":"one","count":1,"flag":true,"__proto__":{"count":2}}`,
    ) as unknown
    expect(fast.safeParse(payload)).toEqual(slow.safeParse(payload))
    expect(fast.safeParse(Object.assign([], valid)).success).toBe(false)
  })

  it('agrees with zod about anything', () => {
    const value = fc.record(
      {
        kind: fc.constantFrom('a', 'b', 'c', 1),
        one: fc.constantFrom('one', 'two'),
        count: fc.oneof(fc.double(), fc.integer(), fc.constant('1')),
        flag: fc.constantFrom(true, false, null, 0),
        none: fc.constantFrom(null, undefined, 0),
        any: fc.anything(),
        inner: fc.oneof(fc.constant(null), fc.record({ id: fc.oneof(fc.integer(), fc.string()) })),
        either: fc.oneof(fc.string(), fc.double()),
        record: fc.dictionary(fc.string(), fc.constantFrom(true, false, 0), { maxKeys: 2 }),
        decided: fc.oneof(fc.constant([]), fc.constant([{ id: 1 }]), fc.constant({ id: 'x' })),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(value, (payload) => {
        const [a, b] = [fast.safeParse(payload), slow.safeParse(payload)]
        expect(a.success).toBe(b.success)
        if (a.success) expect(a.data).toEqual(b.data)
        else expect(a.error.issues).toEqual(b.error?.issues)
      }),
      { numRuns: 2_000 },
    )
  })
})
