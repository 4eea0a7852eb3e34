import {
  createSigner,
  createVerifier,
  generateKeyPair,
  generateSecret,
  standardWebhooks,
} from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const fixed = { fill: (target: Uint8Array) => void target.fill(7), fraction: () => 0 }

describe('generateSecret', () => {
  test('makes 32 bytes, which is what GitLab takes', () => {
    expect(generateSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(generateSecret({ random: fixed })).toBe(`whsec_${Buffer.alloc(32, 7).toString('base64')}`)
  })

  test('makes another one each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => generateSecret())).size).toBe(100)
  })
})

describe('generateKeyPair', () => {
  test('makes two halves of one pair', async () => {
    const { privateKey, publicKey } = await generateKeyPair()
    expect(privateKey).toMatch(/^whsk_\S{88}$/)
    expect(publicKey).toMatch(/^whpk_\S{44}$/)
    // The private half ends in the public one, as libsodium and Go keep it.
    const [whole, tail] = [privateKey, publicKey].map((key) => Buffer.from(key.slice(5), 'base64'))
    expect(whole?.subarray(32)).toEqual(tail)
    const body = utf8('{}')
    const headers = await createSigner(standardWebhooks(), { secrets: [privateKey] }).sign({ id: 'a', body })
    const verifier = createVerifier(standardWebhooks(), { secrets: [publicKey] })
    expect(await verifier.verify({ headers, body })).toMatchObject({ ok: true })
  })

  test('depends on nothing but its source of chance', async () => {
    expect(await generateKeyPair({ random: fixed })).toEqual(await generateKeyPair({ random: fixed }))
    expect(await generateKeyPair()).not.toEqual(await generateKeyPair())
  })
})
