import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createDispatcher } from 'hookstamp'
import { aesSecretBox, encryptedStore, type SecretBox } from 'hookstamp/stores/encrypted'
import { memoryStore } from 'hookstamp/stores/memory'
import { memoryTransport } from 'hookstamp/transports/memory'
import type { Store } from '../../src/ports/store.js'
import { shop, verdictOf } from '../dispatcher/setup.js'

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const box = (...ids: number[]): SecretBox =>
  aesSecretBox({ keys: ids.map((id) => ({ id: `k${id}`, key: key(id) })) })
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('aesSecretBox', () => {
  test('opens what it sealed, any text, and seals the same text differently each time', async () => {
    for (const plain of ['', 's3cret', 'ü𝄞\n', 'x'.repeat(10_000)]) {
      const sealed = await box(1).seal(plain, 'a')
      expect(sealed).toMatch(/^box1\.k1\.[A-Za-z0-9+/]+=*$/)
      expect(await box(1).open(sealed, 'a')).toBe(plain)
      expect(await box(1).seal(plain, 'a')).not.toBe(sealed)
    }
  })

  test('keys change: the first seals, all open', async () => {
    const old = await box(1).seal('s3cret', 'a')
    expect(await box(2, 1).open(old, 'a')).toBe('s3cret')
    expect(await box(2, 1).seal('s3cret', 'a')).toMatch(/^box1\.k2\./)
    await expect(box(2).open(old, 'a')).rejects.toThrow(code('secret-malformed'))
  })

  test('opens nothing that was altered or belongs elsewhere', async () => {
    const sealed = await box(1).seal('s3cret', 'a')
    const [form, id, text] = sealed.split('.') as [string, string, string]
    const bytes = Buffer.from(text, 'base64')
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] as number) ^ 1
      await expect(box(1).open(`${form}.${id}.${altered.toString('base64')}`, 'a')).rejects.toThrow(
        code('secret-malformed'),
      )
    }
    for (const wrong of [`${form}.${id}.`, `${form}.${id}.AAAA`, `${form}.${id}.!`, `${form}`]) {
      await expect(box(1).open(wrong, 'a')).rejects.toThrow(code('secret-malformed'))
    }
    await expect(box(1).open(sealed, 'b')).rejects.toThrow(code('secret-malformed'))
  })

  test('leaves plain texts as they are, so that it can be switched on', async () => {
    expect(await box(1).open('s3cret', 'a')).toBe('s3cret')
  })

  test.each([
    [[]],
    [[{ id: '', key: key(1) }]],
    [[{ id: 'a.b', key: key(1) }]],
    [[{ id: 'a', key: new Uint8Array(16) }]],
    [[{ id: 'a', key: 'not base64' }]],
    [
      [
        { id: 'a', key: key(1) },
        { id: 'a', key: key(2) },
      ],
    ],
  ])('refuses the keys %#', (keys) => {
    expect(() => aesSecretBox({ keys })).toThrow(code('option-invalid'))
  })
})

const CANARY = 'canary-secret-value'

async function filled(
  secretBox: SecretBox,
): Promise<{ inner: Store; store: Store; webhookId: number; namespaceId: number }> {
  const inner = memoryStore()
  const store = encryptedStore(inner, secretBox)
  const namespace = await store.namespaces.create({ name: 'acme', user: { id: 1, username: 'me' } })
  const webhook = await store.webhooks.create({
    namespaceId: namespace.id,
    payloadUrl: 'https://example.com/',
    secret: CANARY,
    headers: { 'X-Key': `${CANARY}-header` },
    auth: { username: 'me', password: `${CANARY}-password` },
    tls: { cert: 'public', key: `${CANARY}-key` },
    proxy: { url: 'http://proxy.example', username: 'me', password: `${CANARY}-proxy` },
  })
  return { inner, store, webhookId: webhook.id, namespaceId: namespace.id }
}

describe('encryptedStore', () => {
  test('holds nothing that can be read, and reads it all', async () => {
    const { inner, store, webhookId, namespaceId } = await filled(box(1))
    const held = await inner.webhooks.get(webhookId)
    expect(
      inspect([held, held?.secrets, held?.headers, held?.auth, held?.tls, held?.proxy], {
        showHidden: true,
        depth: 9,
      }),
    ).not.toContain(CANARY)
    for (const webhook of [
      await store.webhooks.get(webhookId),
      ...(await store.webhooks.list(namespaceId)),
      ...(await store.webhooks.matching([namespaceId], 'order.paid')),
      await store.webhooks.updateHealth(webhookId, (health) => health),
    ]) {
      expect(webhook?.secrets).toEqual([{ value: CANARY }])
      expect(webhook?.headers).toEqual({ 'X-Key': `${CANARY}-header` })
      expect(webhook?.auth).toEqual({ username: 'me', password: `${CANARY}-password` })
      expect(webhook?.tls).toEqual({ cert: 'public', key: `${CANARY}-key` })
      expect(webhook?.proxy).toMatchObject({ username: 'me', password: `${CANARY}-proxy` })
      expect(JSON.stringify([webhook, { ...webhook }]) + inspect(webhook)).not.toContain(CANARY)
    }
  })

  test('a change seals what it brings and leaves the rest', async () => {
    const { inner, store, webhookId } = await filled(box(1))
    await store.webhooks.update(webhookId, {
      secrets: [{ value: `${CANARY}-2`, expiresAt: 5 }],
      auth: { token: CANARY },
      tls: { cert: 'new', key: `${CANARY}-new` },
      proxy: { url: 'http://other.example', username: 'you', password: `${CANARY}-other` },
    })
    const webhook = await store.webhooks.update(webhookId, { active: false })
    expect(webhook.secrets).toEqual([{ value: `${CANARY}-2`, expiresAt: 5 }])
    expect([webhook.auth, webhook.headers]).toEqual([{ token: CANARY }, { 'X-Key': `${CANARY}-header` }])
    const held = await inner.webhooks.get(webhookId)
    expect(webhook.tls).toEqual({ cert: 'new', key: `${CANARY}-new` })
    expect(webhook.proxy?.password).toBe(`${CANARY}-other`)
    expect(JSON.stringify([held?.secrets, held?.auth, held?.tls, held?.proxy])).not.toContain(CANARY)
  })

  test('refuses what the rules refuse, before it is sealed', async () => {
    const { store, webhookId } = await filled(box(1))
    await expect(store.webhooks.update(webhookId, { secrets: [{ value: '' }] })).rejects.toThrow(
      code('secret-empty'),
    )
    await expect(store.webhooks.update(webhookId, { headers: { Host: 'x' } })).rejects.toThrow(
      code('record-invalid'),
    )
    await expect(store.webhooks.update(99, { active: true })).rejects.toThrow(code('not-found'))
  })

  test('the dispatcher signs with what it opens, and rotates', async () => {
    const { inner, store, webhookId, namespaceId } = await filled(box(1))
    const transport = memoryTransport()
    const dispatcher = createDispatcher({ dialect: shop, store, transport })
    const send = async (): Promise<unknown> => {
      await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
      await dispatcher.drain()
      return transport.requests.at(-1)
    }
    expect(await verdictOf((await send()) as never, CANARY)).toMatchObject({ code: 'verified' })
    const secret = await dispatcher.rotateSecret(webhookId)
    expect(await verdictOf((await send()) as never, secret)).toMatchObject({ code: 'verified' })
    expect(JSON.stringify((await inner.webhooks.get(webhookId))?.secrets)).not.toContain(secret)
  })

  test('what cannot be opened stops its own webhook, unsigned nothing goes, and others go on', async () => {
    const { inner, namespaceId } = await filled(box(1))
    const store = encryptedStore(inner, box(2))
    await store.webhooks.create({ namespaceId, payloadUrl: 'https://example.com/2', secret: 'readable' })
    const transport = memoryTransport()
    const dispatcher = createDispatcher({ dialect: shop, store, transport })
    const { deliveryIds } = await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
    await dispatcher.drain()
    expect(transport.requests.map((request) => request.url)).toEqual(['https://example.com/2'])
    const [attempt] = await dispatcher.deliveries.attempts(deliveryIds[0] as string)
    expect(attempt).toMatchObject({ outcome: 'failed', error: { code: 'secret-malformed' } })
  })
})
