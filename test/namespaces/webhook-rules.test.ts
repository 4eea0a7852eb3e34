import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  changeWebhook,
  matchesFilter,
  prepareWebhook,
  sealWebhook,
  wants,
} from '../../src/namespaces/webhook-rules.js'
import type { Webhook } from '../../src/ports/webhook.js'

const CANARY = 'canary-secret-value'
const sealed = (changes: Partial<Webhook> = {}): Webhook => {
  const prepared = prepareWebhook(
    { namespaceId: 3, payloadUrl: 'https://example.com/hooks', secret: CANARY },
    1000,
  )
  return sealWebhook({ ...prepared, id: 1, ...changes })
}
const code = (expected: string): unknown => expect.objectContaining({ code: expected })

describe('prepareWebhook', () => {
  test('is active, for all events, and ssl iff https', () => {
    expect(sealed()).toMatchObject({
      active: true,
      events: [],
      ssl: true,
      lastResponse: null,
      createdAt: 1000,
    })
    expect(prepareWebhook({ namespaceId: 3, payloadUrl: 'http://example.com' }, 0).ssl).toBe(false)
  })

  test.each([
    '',
    'example.com/hooks',
    'ftp://example.com',
    'file:///etc/passwd',
    'FILE://host/etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'unix:/var/run/docker.sock',
    'queue:///orders',
    'https://',
    ' queue://orders',
    '/hooks',
  ])('refuses the URL %j', (payloadUrl) => {
    expect(() => prepareWebhook({ namespaceId: 3, payloadUrl }, 0)).toThrow(code('url-invalid'))
  })

  test('takes the schemes of other transports, for which ssl is off', () => {
    const payloadUrl = 'queue://orders/paid'
    expect(prepareWebhook({ namespaceId: 3, payloadUrl }, 0)).toMatchObject({ payloadUrl, ssl: false })
    expect(() => prepareWebhook({ namespaceId: 3, payloadUrl, ssl: true }, 0)).toThrow(code('url-not-https'))
  })

  test('refuses ssl with http, an empty secret, two spellings of secrets, an empty event type', () => {
    const payloadUrl = 'http://example.com'
    expect(() => prepareWebhook({ namespaceId: 3, payloadUrl, ssl: true }, 0)).toThrow(code('url-not-https'))
    expect(() => prepareWebhook({ namespaceId: 3, payloadUrl, secret: '' }, 0)).toThrow(code('secret-empty'))
    expect(() => prepareWebhook({ namespaceId: 3, payloadUrl, secret: 'a', secrets: [] }, 0)).toThrow(
      code('record-invalid'),
    )
    expect(() => prepareWebhook({ namespaceId: 3, payloadUrl, events: ['ok', ''] }, 0)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: ['events', 1] })] }),
    )
  })
})

describe('changeWebhook', () => {
  test('changes only what is given and keeps the secrets', () => {
    const changed = changeWebhook(sealed(), { events: ['build.started'] })
    expect(changed).toMatchObject({ events: ['build.started'], active: true, ssl: true })
    expect(changed.secrets).toEqual([{ value: CANARY }])
    expect(changeWebhook(sealed(), { secrets: [] }).secrets).toEqual([])
  })

  test('checks the whole as if it were new', () => {
    expect(() => changeWebhook(sealed(), { payloadUrl: 'http://example.com' })).toThrow(code('url-not-https'))
    const plain = changeWebhook(sealed(), { payloadUrl: 'http://example.com', ssl: false })
    expect(plain).toMatchObject({ payloadUrl: 'http://example.com', ssl: false })
  })

  test('turning it on clears why it was turned off', () => {
    const off = sealed({ active: false, disabledReason: 'webhook-gone' })
    expect(changeWebhook(off, { events: [] }).disabledReason).toBe('webhook-gone')
    expect(changeWebhook(off, { active: true }).disabledReason).toBeNull()
  })
})

describe('sealWebhook', () => {
  test('lets the secret be read, and lets it leak nowhere', () => {
    const webhook = sealed()
    expect(webhook.secrets).toEqual([{ value: CANARY }])
    for (const text of [JSON.stringify(webhook), inspect(webhook), JSON.stringify({ ...webhook })]) {
      expect(text).not.toContain(CANARY)
    }
  })
})

describe('wants', () => {
  test('every event when none is named, else just those, and nothing while inactive', () => {
    expect(wants(sealed(), 'cron')).toBe(true)
    expect(wants(sealed({ events: ['cron'] }), 'cron')).toBe(true)
    expect(wants(sealed({ events: ['cron'] }), 'images')).toBe(false)
    expect(wants(sealed({ active: false }), 'cron')).toBe(false)
  })
})

describe('matchesFilter', () => {
  test.each([
    ['build.finished', 'build.finished', true],
    ['build.finished', 'build.finished.late', false],
    ['*', 'anything', true],
    ['build.*', 'build.finished', true],
    ['build.*', 'build.step.finished', true],
    ['build.*', 'build', false],
    ['build.*', 'builds.finished', false],
    ['build', 'build.finished', false],
  ])('%s takes %s: %s', (filter, type, expected) => {
    expect(matchesFilter(filter, type)).toBe(expected)
    expect(wants(sealed({ events: ['other', filter] }), type)).toBe(expected)
  })

  test.each(['', 'build*', '*.finished', 'build.*.late', '**', '.*'])('%j is no filter', (filter) => {
    expect(() =>
      prepareWebhook({ namespaceId: 3, payloadUrl: 'https://e.com', events: [filter] }, 0),
    ).toThrow(
      expect.objectContaining({
        code: 'record-invalid',
        issues: [expect.objectContaining({ path: ['events', 0] })],
      }),
    )
  })
})
