import { expect, it } from 'vitest'
import { createDispatcher, createReceiver } from 'hookstamp'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { variant } from 'hookstamp/fixtures/gitlab'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock } from 'hookstamp/testing'
import { memoryTransport } from 'hookstamp/transports/memory'

it('emits what GitLab sends, and what a receiver of GitLab takes', async () => {
  const store = memoryStore()
  const transport = memoryTransport()
  const clock = fakeClock()
  const dispatcher = createDispatcher({ dialect: gitlab, store, transport, clock })
  const namespace = await store.namespaces.create({ name: 'optics', user: { id: 1, username: 'noor' } })
  await store.webhooks.create({
    namespaceId: namespace.id,
    payloadUrl: 'https://tools.example.com/gitlab',
    secret: 's3cret',
  })

  const { type, payload } = variant('issue.confidential')
  await dispatcher.emit(type, payload, { namespaceId: namespace.id })
  await dispatcher.drain()

  const [request] = transport.requests
  expect(request?.headers).toMatchObject({
    'Content-Type': 'application/json',
    'X-Gitlab-Event': 'Confidential Issue Hook',
    'X-Gitlab-Token': 's3cret',
  })
  expect(new TextDecoder().decode(request?.body)).toBe(JSON.stringify(payload))

  const receiver = createReceiver({ dialect: gitlab, secrets: ['s3cret'], validation: 'strict', clock })
  const outcome = await receiver.verify({
    headers: request?.headers ?? {},
    body: request?.body ?? new Uint8Array(),
  })
  expect(outcome).toMatchObject({ code: 'verified', event: { type, payload, warnings: [] } })
  // The id is the event's: the same on every attempt, at every webhook.
  expect(outcome.event?.id).toBe(request?.headers['Idempotency-Key'])
})
