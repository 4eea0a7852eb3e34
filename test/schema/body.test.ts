import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineDialect } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { bodySchema } from '../../src/schema/body.js'
import type { Message } from '../../src/schema/catalog.js'

const ref = { $ref: '#/x' }
const acme = defineDialect({ name: 'acme', events: { paid: z.object({}) }, schemes: {} })
const encoding = (write: (payload: unknown, id: string) => unknown): Message => ({
  ...acme,
  encode: ({ payload, id }) => new TextEncoder().encode(JSON.stringify(write(payload, id))),
})

describe('bodySchema', () => {
  it('is the payload’s where the payload is the body', () => {
    expect(bodySchema(undefined, 'paid', ref)).toBe(ref)
    expect(bodySchema(djinn, 'cron', ref)).toBe(ref)
  })

  it('describes the envelope around it', () => {
    expect(bodySchema(acme, 'paid', ref)).toEqual({
      type: 'object',
      properties: {
        type: { type: 'string', const: 'paid' },
        timestamp: { type: 'string', format: 'date-time', description: 'When it happened.' },
        data: ref,
      },
      required: ['type', 'timestamp', 'data'],
    })
  })

  it('finds it in any place, and says what else is there', () => {
    const message = encoding((payload, id) => ({
      meta: { id, version: 2, live: true, none: null, parts: ['a'], no: [] },
      items: [payload],
    }))
    expect(bodySchema(message, 'paid', ref, 'text')).toEqual({
      type: 'object',
      properties: {
        meta: {
          type: 'object',
          properties: {
            id: { type: 'string', description: 'Id of the event: the same on every attempt.' },
            version: { type: 'number' },
            live: { type: 'boolean' },
            none: { type: 'null' },
            parts: { type: 'array', items: { type: 'string' } },
            no: { type: 'array' },
          },
          required: ['id', 'version', 'live', 'none', 'parts', 'no'],
        },
        items: { type: 'array', items: ref },
      },
      required: ['meta', 'items'],
    })
  })

  it('knows a payload whose keys were sorted', () => {
    const message = encoding((payload) => Object.fromEntries(Object.entries(payload as object).toSorted()))
    expect(bodySchema(message, 'paid', ref, { b: 1, a: [{ c: null }] })).toBe(ref)
  })

  it.each([
    ['leaves part of the payload out', encoding(() => ({ id: 1 }))],
    ['needs a payload of its own', encoding((payload) => ({ id: (payload as { of: { id: 1 } }).of.id }))],
    ['writes no JSON', { ...acme, encode: () => new TextEncoder().encode('a=1') }],
  ])('refuses an encode() that %s', (_what, message) => {
    expect(() => bodySchema(message, 'paid', ref)).toThrow(
      expect.objectContaining({ code: 'schema-not-exportable' }),
    )
  })
})
