import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from '../../src/receiver/parse.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('parse', () => {
  it('reads any JSON back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(parse(utf8(text))).toEqual({ json: JSON.parse(text) as unknown })
      }),
    )
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const result = parse(body)
        expect('json' in result || ['body-not-utf8', 'body-not-json'].includes(result.code)).toBe(true)
      }),
    )
  })

  it.each([
    ['a broken byte', [0x22, 0xff, 0x22]],
    ['a lone surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a cut-off character', [0x22, 0xc3]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('refuses %s', (_name, body) => {
    expect(parse(Uint8Array.from(body))).toMatchObject({ code: 'body-not-utf8' })
  })

  it.each(['', '{', '{"a":1,}', 'undefined', '{"a":1} x', "{'a':1}", 'NaN'])('refuses %j', (text) => {
    expect(parse(utf8(text))).toMatchObject({ code: 'body-not-json' })
  })

  it('takes a byte order mark and white space', () => {
    expect(parse(utf8('\uFEFF {"a":1}\n'))).toEqual({ json: { a: 1 } })
  })

  it('quotes nothing of the body, which V8 does in its errors', () => {
    expect(JSON.stringify(parse(utf8('{"password":"canary",}')))).not.toContain('canary')
  })

  it.each([
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['doubled keys', '{"a":1,"a":2}'],
    ['numbers beyond every range', '[1e999,-1e999,12345678901234567890,0.1e-999]'],
    ['a polluting key', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
  ])('survives %s', (_name, text) => {
    const result = parse(utf8(text))
    expect('json' in result).toBe(true)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
