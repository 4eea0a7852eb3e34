import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { djinn } from 'hookstamp/dialects/djinn'
import { loose, strict } from 'hookstamp/dialects/djinn/schemas'
import { createSigner } from 'hookstamp/signing'
import { fixtures } from 'hookstamp/fixtures/djinn'
import { utf8 } from '../../../src/internal/bytes.js'
import { reachedBy } from '../reached-by.js'

describe('requests', () => {
  const event = { id: 'e', occurredAt: 0, ...fixtures.variables }

  it('carry the headers of Djinn CI, in its casing', () => {
    const body = djinn.encode(event)
    expect(
      djinn.requestHeaders({
        type: 'variables',
        eventId: 'e',
        deliveryId: 'd',
        webhookId: 9,
        body,
        bodyBytes: body.byteLength,
      }),
    ).toEqual({
      Accept: '*/*',
      'Content-Length': String(body.byteLength),
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Djinn-CI-Hook',
      'X-Djinn-CI-Event': 'variables',
      'X-Djinn-CI-Hook-ID': '9',
    })
  })

  it('hold the payload itself, as Go writes it', () => {
    const text = new TextDecoder().decode(djinn.encode(event))
    expect(text.startsWith('{"action":"deleted","variable":{"author":{"created_at":')).toBe(true)
    expect(text).toContain('"value":"iso\\u003c=200 \\u0026 f\\u003e=8"')
    expect(text.endsWith('}}\n')).toBe(true)
  })

  it('are signed over the body, newline included', async () => {
    const signer = createSigner(djinn.schemes['hmac'] as never, { secrets: ['secret'] })
    expect(await signer.sign({ id: 'e', timestamp: 0, body: utf8('{"a":1}\n') })).toEqual({
      'X-Djinn-CI-Signature': 'sha256=5dbe6cf6e344c4bbc2f47f8673aa3a3b4ff615d881c24b0ce0645b4f02bd0025',
    })
  })
})

describe('facts', () => {
  it('are the webhook and the user agent, where they are sent once', () => {
    const headers = { 'x-djinn-ci-hook-id': '9', 'user-agent': 'Djinn-CI-Hook' }
    expect(djinn.facts(headers)).toEqual({ webhookId: '9', userAgent: 'Djinn-CI-Hook' })
    expect(djinn.facts({ 'x-djinn-ci-hook-id': ['9', '10'] })).toEqual({})
  })
})

describe('audience', () => {
  it.each([
    ['namespaces', { action: 'created' }, ['parent'], false],
    ['namespaces', { action: 'updated' }, ['self'], false],
    ['namespaces', { action: 'deleted' }, ['self', 'parent'], true],
    ['cron', { action: 'deleted' }, ['self'], false],
    ['build.submitted', fixtures['build.submitted'].payload, ['self'], false],
    ['namespaces', null, ['self'], false],
  ])('of %s %j', (type, payload, audience, outlives) => {
    expect(djinn.audience?.(type, payload)).toEqual(audience)
    expect(djinn.outlivesWebhook?.(type, payload)).toBe(outlives)
  })
})

describe('schemas', () => {
  it('are those of the schemas door, one for every event and view', async () => {
    expect(djinn.eventTypes).toHaveLength(15)
    for (const type of djinn.eventTypes) {
      expect(await djinn.schema(type, 'strict')).toBe(strict[type])
      expect(await djinn.schema(type, 'loose')).toBe(loose[type])
    }
  })

  it('are not reached by importing the dialect', () => {
    const door = fileURLToPath(new URL('../../../src/dialects/djinn/index.ts', import.meta.url))
    const reached = reachedBy(door)
    expect([...reached].filter((path) => /zod|schemas/.test(path))).toEqual([])
    expect(reached.size).toBeGreaterThan(5)
  })
})
