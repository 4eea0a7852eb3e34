import { createVerifier, hmacHex } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { importedKey } from '../../src/signing/key-cache.js'

function counting(): { scheme: ReturnType<typeof hmacHex>; imports: () => number } {
  let count = 0
  const scheme = hmacHex({ header: 'X' })
  return {
    scheme: { ...scheme, importSecret: (secret, use) => (count++, scheme.importSecret(secret, use)) },
    imports: () => count,
  }
}

describe('the cache of keys', () => {
  test('imports a text once for each scheme and use', () => {
    const { scheme, imports } = counting()
    const first = importedKey(scheme, 'verify', 'a')
    expect(importedKey(scheme, 'verify', 'a')).toBe(first)
    expect(imports()).toBe(1)
    importedKey(scheme, 'sign', 'a')
    expect(imports()).toBe(2)
    createVerifier(scheme, { secrets: ['a'] })
    expect(imports()).toBe(2)
  })

  test('does not trust bytes to stay as they were', () => {
    const { scheme, imports } = counting()
    const bytes = Uint8Array.of(1)
    importedKey(scheme, 'verify', bytes)
    importedKey(scheme, 'verify', bytes)
    expect(imports()).toBe(2)
  })

  test('keeps a thousand, and gives up the oldest first', () => {
    const { scheme, imports } = counting()
    for (let index = 0; index <= 1000; index++) importedKey(scheme, 'verify', `secret ${index}`)
    expect(imports()).toBe(1001)
    importedKey(scheme, 'verify', 'secret 1')
    expect(imports()).toBe(1001)
    importedKey(scheme, 'verify', 'secret 0')
    expect(imports()).toBe(1002)
  })

  test('does not keep what could not be imported', () => {
    const { scheme, imports } = counting()
    const failing = {
      ...scheme,
      importSecret: (secret: string | Uint8Array, use: 'sign' | 'verify') => {
        scheme.importSecret(secret, use)
        throw new RangeError('no')
      },
    }
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(() => importedKey(failing as never, 'verify', 'a')).toThrowError(RangeError)
    }
    expect(imports()).toBe(2)
  })
})
