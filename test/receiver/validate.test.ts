import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineDialect } from 'hookstamp'
import { validate } from '../../src/receiver/validate.js'
import { acme } from './acme.js'

type Tree = { readonly [key: string]: Tree }
const tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), tree))
const shapes = defineDialect({
  name: 'shapes',
  events: {
    tree,
    loose: z.looseObject({ a: z.number() }),
    coerced: z.object({ at: z.coerce.date() }),
    later: z.object({ a: z.string() }).refine(() => Promise.resolve(true)),
  },
  schemes: {},
})

describe('validate', () => {
  it('yields what the schema yields', async () => {
    expect(await validate(shapes, 'coerced', { at: 0 }, 'loose')).toEqual({ payload: { at: new Date(0) } })
    expect(await validate(shapes, 'later', { a: 'x' }, 'loose')).toEqual({ payload: { a: 'x' } })
  })

  it('chooses the view', async () => {
    expect(await validate(acme, 'ping', { n: null }, 'loose')).toEqual({ payload: { n: null } })
    expect(await validate(acme, 'ping', { n: null }, 'strict')).toMatchObject({ code: 'payload-invalid' })
  })

  it('names the places, and in the message the first three', async () => {
    const result = await validate(acme, 'invoice.paid', [], 'loose')
    expect(result).toMatchObject({ message: expect.stringContaining('(root)') as string })
    const broken = await validate(shapes, 'tree', { a: { b: 1, c: 2, d: 3, e: 4 } }, 'loose')
    expect(broken).toMatchObject({
      code: 'payload-invalid',
      message: expect.stringMatching(/a\.b, a\.c, a\.d and 1 more/) as string,
      issues: [{ path: ['a', 'b'] }, { path: ['a', 'c'] }, { path: ['a', 'd'] }, { path: ['a', 'e'] }],
    })
  })

  it('survives nesting that overflows a recursive schema', async () => {
    const depth = 100_000
    const deep = JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as unknown
    expect(await validate(shapes, 'tree', deep, 'loose')).toMatchObject({ code: 'payload-invalid' })
  })

  it('lets no key reach a prototype', async () => {
    const json = JSON.parse('{"a":1,"__proto__":{"polluted":true}}') as unknown
    const result = await validate(shapes, 'loose', json, 'loose')
    expect(result.ok).toBeUndefined()
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect((result as { payload: { polluted?: boolean } }).payload.polluted).toBeUndefined()
  })

  it('turns a schema that throws into a refusal', async () => {
    const cause = new Error('bug')
    const dialect = { ...shapes, schema: () => Promise.reject(cause) }
    expect(await validate(dialect, 'tree', {}, 'loose')).toMatchObject({ code: 'payload-invalid', cause })
  })
})
