import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { defineDialect } from 'hookstamp'
import { hmacHex } from 'hookstamp/signing'
import { defineLazyDialect, type Catalog, type Views } from '../src/dialect.js'

const schemes = { hmac: hmacHex({ header: 'X-Acme-Signature' }) }
const paid = z.strictObject({ cents: z.int() })
const acme = defineDialect({
  name: 'acme',
  events: { 'invoice.paid': paid, 'invoice.sent': { strict: paid, loose: z.looseObject({}) } },
  schemes,
})
const event = { id: 'e1', type: 'invoice.paid', occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5, 6) }
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('defineDialect', () => {
  test('sends the envelope of Standard Webhooks', () => {
    const body = acme.encode({ ...event, payload: { cents: 5 } })
    expect(new TextDecoder().decode(body)).toBe(
      '{"type":"invoice.paid","timestamp":"2026-01-02T03:04:05.006Z","data":{"cents":5}}',
    )
    expect(
      acme.requestHeaders({
        type: 'invoice.paid',
        eventId: 'e',
        deliveryId: 'd',
        webhookId: 1,
        body,
        bodyBytes: 81,
      }),
    ).toEqual({ 'Content-Type': 'application/json', 'Content-Length': '81', 'User-Agent': 'hookstamp' })
  })

  test('recognises what it sends, and names what it does not know', () => {
    const recognise = (json: unknown): unknown => acme.recognise({ headers: {}, json })
    expect(recognise({ type: 'invoice.paid', data: { cents: 5 } })).toEqual({
      type: 'invoice.paid',
      payload: { cents: 5 },
    })
    expect(recognise({ type: 'invoice.lost', data: 1 })).toEqual({
      type: undefined,
      unknownType: 'invoice.lost',
      payload: 1,
    })
    for (const json of [null, 5, 'text', [], {}, { type: 7 }]) {
      expect(recognise(json)).toEqual({ type: undefined, payload: json })
    }
    // A name that every object has is not therefore an event.
    expect(recognise({ type: 'constructor' })).toMatchObject({ type: undefined })
  })

  test.each([[10n], [undefined], [() => 1]])('refuses to send %s', (payload) => {
    expect(() => acme.encode({ ...event, payload })).toThrow(code('payload-not-json'))
  })

  test('one schema serves both views, a pair serves each', () => {
    expect(acme.schema('invoice.paid', 'strict')).toBe(paid)
    expect(acme.schema('invoice.paid', 'loose')).toBe(paid)
    expect(acme.schema('invoice.sent', 'loose')).not.toBe(paid)
    expect(acme.eventTypes).toEqual(['invoice.paid', 'invoice.sent'])
  })

  test('habits can be given, and replace the defaults', () => {
    const own = defineDialect({
      name: 'own',
      events: { ping: z.null() },
      schemes,
      maxBodyBytes: 10,
      requestHeaders: () => ({ 'X-Own': '1' }),
    })
    expect(own.maxBodyBytes).toBe(10)
    expect(acme.maxBodyBytes).toBe(1024 * 1024)
    expect(own.requestHeaders({} as never)).toEqual({ 'X-Own': '1' })
  })
})

describe('defineLazyDialect', () => {
  interface Events {
    readonly ping: Views<null>
  }
  const ping = z.null()
  const catalog: Catalog<Events> = { strict: { ping }, loose: { ping } }
  const lazy = (load: () => Promise<Catalog<Events>>) =>
    defineLazyDialect<Events>({ ...acme, name: 'lazy', eventTypes: ['ping'], load })

  test('loads its schemas once, at the first question', async () => {
    let loads = 0
    const dialect = lazy(async () => (loads++, catalog))
    expect(loads).toBe(0)
    expect(await dialect.schema('ping', 'loose')).toBe(ping)
    expect(dialect.schema('ping', 'strict')).toBe(ping)
    expect(loads).toBe(1)
  })

  test('says what to install when that fails, and tries again the next time', async () => {
    let failures = 1
    const dialect = lazy(async () => {
      if (failures-- > 0) throw new Error("Cannot find package 'zod'")
      return catalog
    })
    await expect(dialect.schema('ping', 'loose')).rejects.toThrow(
      expect.objectContaining({
        code: 'dependency-missing',
        message: expect.stringContaining('npm install zod'),
      }),
    )
    expect(await dialect.schema('ping', 'loose')).toBe(ping)
  })
})
