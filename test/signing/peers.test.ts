/** What we sign, the libraries in the field accept, and the reverse. */
import * as octokit from '@octokit/webhooks-methods'
import {
  createSigner,
  createVerifier,
  generateSecret,
  hmacHex,
  standardWebhooks,
  timestampedHmac,
} from 'hookstamp/signing'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'

// JSON, since some of them parse what they verify.
const texts = {
  ASCII: '{"total":5}\n',
  'two-byte characters': '{"name":"Zoë"}',
  'four-byte characters': '{"name":"🪝\u2028"}',
  empty: '',
}
const raw = Uint8Array.of(0x22, 0xff, 0xc0, 0x00, 0x22)

describe('@octokit/webhooks-methods', () => {
  const scheme = hmacHex({ header: 'X-Hub-Signature-256' })
  const secrets = ["It's a secret, Zoë"]
  const signer = createSigner(scheme, { secrets })
  const verifier = createVerifier(scheme, { secrets })

  // It takes no empty body.
  test.each(Object.entries(texts).slice(0, 3))('%s', async (_name, text) => {
    const body = utf8(text)
    const ours = (await signer.sign({ body }))['X-Hub-Signature-256'] as string
    expect(await octokit.verify(secrets[0] as string, text, ours)).toBe(true)
    const theirs = await octokit.sign(secrets[0] as string, text)
    expect(await verifier.verify({ headers: { 'x-hub-signature-256': theirs }, body })).toMatchObject({
      ok: true,
    })
    expect(theirs).toBe(ours)
  })
})

describe.each([
  ['standardwebhooks', StandardWebhook, 'webhook-'],
  ['svix', SvixWebhook, 'svix-'],
] as const)('%s', (_library, Webhook, headerPrefix) => {
  const scheme = standardWebhooks({ headerPrefix })
  const [secret, old] = [generateSecret(), generateSecret()]
  const reference = new Webhook(secret)
  const signer = createSigner(scheme, { secrets: [old, secret] })
  const verifier = createVerifier(scheme, { secrets: [secret] })

  test.each(Object.entries(texts).slice(0, 3))('%s', async (_name, text) => {
    const body = utf8(text)
    const ours = { ...(await signer.sign({ id: 'msg_1', body })) }
    expect(reference.verify(text, ours)).toEqual(JSON.parse(text))
    const theirs = {
      [`${headerPrefix}id`]: 'msg_1',
      [`${headerPrefix}timestamp`]: ours[`${headerPrefix}timestamp`] as string,
      [`${headerPrefix}signature`]: reference.sign(
        'msg_1',
        new Date(Number(ours[`${headerPrefix}timestamp`]) * 1000),
        text,
      ),
    }
    expect(await verifier.verify({ headers: theirs, body })).toMatchObject({ ok: true })
    expect(ours[`${headerPrefix}signature`]?.split(' ')[1]).toBe(theirs[`${headerPrefix}signature`])
  })
})

describe('stripe', () => {
  const scheme = timestampedHmac({ header: 'Stripe-Signature' })
  const secret = 'whsec_4eC39HqLyjWDarjtT1zdp7dc'
  const { webhooks } = new Stripe('sk_test_unused')
  const signer = createSigner(scheme, { secrets: ['old', secret] })
  const verifier = createVerifier(scheme, { secrets: [secret] })

  test.each(Object.entries(texts).slice(0, 3))('%s', async (_name, text) => {
    const body = utf8(text)
    const ours = (await signer.sign({ body }))['Stripe-Signature'] as string
    expect(webhooks.constructEvent(text, ours, secret)).toEqual(JSON.parse(text))
    const theirs = webhooks.generateTestHeaderString({ payload: text, secret })
    expect(await verifier.verify({ headers: { 'stripe-signature': theirs }, body })).toMatchObject({
      ok: true,
    })
  })
})

// They hash the decoded text, so they refuse what is signed over these very bytes; we do not.
test('bytes that are not UTF-8 are where they stop and we do not', async () => {
  const scheme = standardWebhooks()
  const secret = generateSecret()
  const headers = { ...(await createSigner(scheme, { secrets: [secret] }).sign({ id: 'a', body: raw })) }
  const verifier = createVerifier(scheme, { secrets: [secret] })
  expect(await verifier.verify({ headers, body: raw })).toMatchObject({ ok: true })
  expect(() => new StandardWebhook(secret).verify(Buffer.from(raw), headers)).toThrow()
})
