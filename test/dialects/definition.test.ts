import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { beyond, departureOf, lax, present, seen } from '../../src/dialects/definition.js'
import { loosen } from '../../src/dialects/loosen.js'

describe('marks', () => {
  it('leave the strict view as it is', () => {
    const schema = z.strictObject({ a: lax(z.int()), b: seen(z.string(), z.unknown()) })
    expect(schema.safeParse({ a: 1, b: 'x' }).success).toBe(true)
    expect(schema.safeParse({ a: null, b: 'x' }).success).toBe(false)
    expect(schema.safeParse({ a: 1, b: {} }).success).toBe(false)
  })

  it('stand on a copy, so that the same schema can be promised elsewhere', () => {
    const user = z.strictObject({ id: z.int() })
    expect(departureOf(lax(user))).toEqual({ of: user, lax: true })
    expect(departureOf(user)).toBeUndefined()
  })

  it('add up, and remember the schema that was marked first', () => {
    const text = z.string()
    const number = z.number()
    expect(departureOf(lax(seen(text, number)))).toEqual({ of: text, lax: true, arrives: number })
  })

  it('stay on the copies that zod makes itself', () => {
    expect(departureOf(lax(z.string()).describe('words').min(1))?.lax).toBe(true)
  })

  it('are not inherited by what is made of a marked schema', () => {
    expect(departureOf(lax(z.strictObject({ a: z.int() })).extend({ b: z.int() }))).toBeUndefined()
  })
})

describe('beyond', () => {
  it('adds keys that may be absent, but hold what they say', () => {
    const schema = z.strictObject({ a: z.int(), ...beyond({ b: z.boolean(), c: lax(z.int()) }) })
    expect(schema.safeParse({ a: 1 }).success).toBe(true)
    expect(schema.safeParse({ a: 1, b: true }).success).toBe(true)
    expect(schema.safeParse({ a: 1, b: undefined }).success).toBe(false)
    expect(schema.safeParse({ a: 1, b: null }).success).toBe(false)
  })
})

describe('present', () => {
  const fields = { id: z.int(), name: z.string(), email: z.string() }
  const schema = z.strictObject(present(fields, { always: ['id'], documented: ['name'] }))

  it('asks the strict view for what is always there and what is documented', () => {
    expect(schema.safeParse({ id: 1, name: 'x' }).success).toBe(true)
    expect(schema.safeParse({ id: 1 }).success).toBe(false)
    expect(schema.safeParse({ id: 1, name: null }).success).toBe(false)
    expect(schema.safeParse({ id: 1, name: 'x', email: 7 }).success).toBe(false)
  })

  it('asks the loose view for what is always there', () => {
    const loose = loosen(schema)
    expect(loose.safeParse({ id: 1 }).success).toBe(true)
    expect(loose.safeParse({ id: 1, name: null, email: null }).success).toBe(true)
    expect(loose.safeParse({ id: null, name: 'x' }).success).toBe(false)
    expect(loose.safeParse({ id: 1, email: 7 }).success).toBe(false)
  })
})
