import { describe, expect, test } from 'vitest'
import { redactEchoes } from '../../src/dispatcher/redact.js'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (body: Uint8Array): string => new TextDecoder().decode(body)

describe('redactEchoes', () => {
  test('takes what a response says back out of headers and body', () => {
    const echo = { status: 200, headers: { echo: 'got hush!', other: 'ok' }, body: bytes('é hush hush.') }
    const clean = redactEchoes(echo, ['hush'])
    expect(clean.headers).toEqual({ echo: '[redacted]', other: 'ok' })
    expect(text(clean.body)).toBe('é [redacted] [redacted].')
    expect(clean.status).toBe(200)
  })

  test('leaves a harmless response as it is, to the byte', () => {
    const harmless = {
      status: 200,
      headers: { a: 'b' },
      body: new Uint8Array([0xff, 0xfe, 0x00, 0x61, 0x62]),
    }
    expect(redactEchoes(harmless, ['hush', 'secret'])).toBe(harmless)
  })
})
