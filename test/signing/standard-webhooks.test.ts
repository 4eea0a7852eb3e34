import {
  createSigner,
  createVerifier,
  generateKeyPair,
  generateSecret,
  standardWebhooks,
} from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

const body = utf8('{"a":1}')
const now = 1_700_000_000_000
const clock = { now: () => now }

describe('standardWebhooks', () => {
  test('signs with every active secret, of both kinds', async () => {
    const { privateKey, publicKey } = await generateKeyPair()
    const [current, old] = [generateSecret(), generateSecret()]
    const scheme = standardWebhooks()
    const signer = createSigner(scheme, { secrets: [current, privateKey, old], clock })
    const headers = await signer.sign({ id: 'evt_1', body })
    expect(headers['webhook-id']).toBe('evt_1')
    expect(headers['webhook-timestamp']).toBe('1700000000')
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1a,\S{88} v1,\S{44}$/)
    for (const secret of [current, publicKey, old]) {
      const verifier = createVerifier(scheme, { secrets: [secret], clock })
      expect(await verifier.verify({ headers, body })).toEqual({
        ok: true,
        code: 'verified',
        scheme: 'standard-webhooks',
        secretIndex: 0,
        id: 'evt_1',
        signedAt: now,
      })
    }
  })

  test.each(['', 'a.b', 'a b', 'a\nb', 'é', 'x'.repeat(257), undefined])(
    'does not sign the id %j',
    async (id) => {
      const signer = createSigner(standardWebhooks(), { secrets: [generateSecret()], clock })
      await expect(async () => signer.sign({ ...(id !== undefined && { id }), body })).rejects.toMatchObject({
        code: 'option-invalid',
      })
    },
  )

  test('its proof is the signature header: GitLab sends the other two unsigned as well', () => {
    expect(standardWebhooks().headers[0]).toBe('webhook-signature')
    expect(standardWebhooks({ headerPrefix: 'svix-' }).headers).toEqual([
      'svix-signature',
      'svix-id',
      'svix-timestamp',
    ])
  })

  test('a prefix that cannot begin a header is refused', () => {
    expect(() => standardWebhooks({ headerPrefix: 'web hook-' })).toThrowError(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })
})
