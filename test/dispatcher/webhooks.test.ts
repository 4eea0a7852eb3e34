import { describe, expect, test } from 'vitest'
import { httpTransport } from 'hookstamp/transports/http'
import { setup } from './setup.js'

const code = (expected: string) => expect.objectContaining({ code: expected })
const payloadUrl = 'https://hooks.example.com/'

describe('a webhook that is saved by the dispatcher', () => {
  test('is one that can be delivered to', async () => {
    const { dispatcher, namespaceId, store } = await setup({ transport: httpTransport() })
    const create = (input: object) => dispatcher.webhooks.create({ namespaceId, payloadUrl, ...input })
    for (const [input, refusal] of [
      [{ payloadUrl: 'https://10.0.0.1/' }, 'address-not-public'],
      [{ payloadUrl: 'http://hooks.example.com/' }, 'url-not-https'],
      [{ payloadUrl: 'https://hooks.example.com:22/' }, 'url-port-refused'],
      [{ payloadUrl: 7 }, 'url-invalid'],
      [{ secret: '' }, 'secret-empty'],
      [{ secrets: [{ value: 's', scheme: 'none' }] }, 'scheme-unknown'],
      [{ headers: { Host: 'a' } }, 'record-invalid'],
    ] as const) {
      await expect(create(input), JSON.stringify(input)).rejects.toThrow(code(refusal))
    }
    expect(await store.webhooks.list(namespaceId)).toEqual([])
    expect(await create({ secret: 's3cret' })).toMatchObject({ payloadUrl, ssl: true })
  })

  test('stays one, and can be turned off when it is none any more', async () => {
    const { dispatcher, webhook } = await setup({ transport: httpTransport() })
    const id = await webhook({ payloadUrl: 'http://10.0.0.1/', ssl: false })
    const update = (changes: object) => dispatcher.webhooks.update(id, changes)
    await expect(update({ payloadUrl: 'https://127.0.0.1/' })).rejects.toThrow(code('address-not-public'))
    await expect(update({ ssl: true })).rejects.toThrow(code('url-not-https'))
    await expect(update({ secrets: [{ value: '' }] })).rejects.toThrow(code('secret-empty'))
    expect(await update({ active: false })).toMatchObject({ active: false })
    expect(await update({ payloadUrl, ssl: true })).toMatchObject({ payloadUrl, ssl: true })
    await expect(dispatcher.webhooks.update(99, { payloadUrl })).rejects.toThrow(code('not-found'))
    await expect(dispatcher.webhooks.update(99, { active: true })).rejects.toThrow(code('not-found'))
  })
})
