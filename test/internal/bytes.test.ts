import { runInNewContext } from 'node:vm'
import { isHookstampError } from 'hookstamp'
import { describe, expect, test } from 'vitest'
import { prefixed, toBytes, utf8, type BytesInput } from '../../src/internal/bytes.js'

describe('toBytes', () => {
  const bytes = utf8('xabcx')

  test.each<[string, BytesInput]>([
    ['Uint8Array', utf8('abc')],
    ['Buffer', Buffer.from('abc')],
    ['ArrayBuffer', utf8('abc').slice().buffer],
    ['a view with an offset', bytes.subarray(1, 4)],
    ['another kind of view', new DataView(bytes.buffer, bytes.byteOffset + 1, 3) as never],
    ['a Uint8Array of another realm', runInNewContext('new Uint8Array([97, 98, 99])') as Uint8Array],
    [
      'an ArrayBuffer of another realm',
      runInNewContext('new Uint8Array([97, 98, 99]).buffer') as ArrayBuffer,
    ],
  ])('takes %s', (_name, input) => {
    expect([...toBytes(input)]).toEqual([97, 98, 99])
  })

  test('does not copy', () => {
    const view = bytes.subarray(1, 4)
    expect(toBytes(view)).toBe(view)
    expect(toBytes(bytes.buffer as ArrayBuffer).buffer).toBe(bytes.buffer)
  })

  test.each([
    ['text', 'abc', 'string'],
    ['a parsed object', { a: 1 }, 'parsed object'],
    ['a parsed array', [97], 'an array'],
    ['null', null, 'null'],
    ['nothing', undefined, 'undefined'],
    ['a number', 5, 'number'],
  ])('refuses %s, naming what it got', (_name, input, named) => {
    const attempt = (): unknown => toBytes(input as never)
    expect(attempt).toThrowError(expect.objectContaining({ code: 'body-not-bytes' }))
    expect(attempt).toThrowError(named)
  })

  test('tells nothing of the body in its error', () => {
    try {
      toBytes('canary' as never)
      expect.unreachable()
    } catch (error) {
      expect(isHookstampError(error) && error.message).not.toContain('canary')
    }
  })
})

test('prefixed puts text before bytes', () => {
  expect(prefixed('é.', Uint8Array.of(0xff, 0))).toEqual(Uint8Array.of(0xc3, 0xa9, 0x2e, 0xff, 0))
})
