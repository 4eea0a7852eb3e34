import { describe, expect, it } from 'vitest'
import { recognise } from '../../src/receiver/recognise.js'
import { acme } from './acme.js'

describe('recognise', () => {
  it('asks the dialect for event and facts', () => {
    expect(recognise(acme, { 'X-Acme-Delivery': 'd' }, { type: 'ping', data: 1 })).toEqual({
      recognised: { type: 'ping', payload: 1 },
      facts: { deliveryId: 'd' },
    })
  })

  it('survives a dialect that trips over the JSON', () => {
    const trips = { ...acme, recognise: ({ json }: { json: unknown }) => (json as { a: { b: never } }).a.b }
    expect(recognise(trips, {}, null)).toMatchObject({
      code: 'payload-invalid',
      cause: expect.any(TypeError) as Error,
    })
  })
})
