import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { choiceOf, decided } from '../../src/dialects/decided.js'
import { lax } from '../../src/dialects/definition.js'
import { loosen } from '../../src/dialects/loosen.js'

const circle = z.strictObject({ kind: z.literal('circle'), radius: z.int() })
const other = z.strictObject({ kind: z.enum(['square', 'line']), side: z.int() })
const shape = decided([circle, other], (value) =>
  (value as { kind?: unknown } | null)?.kind === 'circle' ? 0 : 1,
)

describe('decided', () => {
  it('holds a value to the option that it is, and reports what does not fit where it does not fit', () => {
    expect(shape.parse({ kind: 'circle', radius: 1 })).toEqual({ kind: 'circle', radius: 1 })
    expect(shape.safeParse({ kind: 'circle', radius: 'x' }).error?.issues[0]?.path).toEqual(['radius'])
    expect(shape.safeParse({ kind: 'blob', side: 1 }).error?.issues[0]?.path).toEqual(['kind'])
    expect(shape.safeParse(null).success).toBe(false)
  })

  it('stays decided in the loose view, and where it is marked', () => {
    expect(choiceOf(loosen(shape))).toBe(choiceOf(shape))
    expect(loosen(shape).parse({ kind: 'blob', side: 1, more: 1 })).toEqual({
      kind: 'blob',
      side: 1,
      more: 1,
    })
    const drawing = z.strictObject({ shape: lax(shape) })
    expect(drawing.safeParse({ shape: { kind: 'circle', radius: 'x' } }).error?.issues[0]?.path).toEqual([
      'shape',
      'radius',
    ])
    expect(loosen(drawing).parse({})).toEqual({})
  })

  it('is a union to whoever reads the schema', () => {
    expect(z.toJSONSchema(shape).anyOf).toHaveLength(2)
    expect(choiceOf(z.union([circle, other]))).toBeUndefined()
  })
})
