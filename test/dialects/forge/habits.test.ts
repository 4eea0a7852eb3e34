import { describe, expect, it } from 'vitest'
import { createReceiver, isHookstampError } from 'hookstamp'
import { defineForge, gitlab } from 'hookstamp/dialects/gitlab'
import { gitlabSystem } from 'hookstamp/dialects/gitlab-system'
import { fixture, fixtures, variants } from 'hookstamp/fixtures/gitlab'
import { fixture as systemFixture } from 'hookstamp/fixtures/gitlab-system'
import { createSigner, standardWebhooks } from 'hookstamp/signing'
import { signedRequest } from 'hookstamp/testing'
import { utf8 } from '../../../src/internal/bytes.js'

// 32 bytes, as GitLab's API asks for.
const signingToken = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='

describe('facts', () => {
  const uuid = 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f'

  it('are all that the headers tell', () => {
    expect(
      gitlab.facts({
        'user-agent': 'GitLab/19.1.0-ee',
        'x-gitlab-instance': 'https://gitlab.example',
        'x-gitlab-event-uuid': 'chain',
        'x-gitlab-webhook-uuid': 'request',
        'idempotency-key': uuid,
        'webhook-id': uuid,
      }),
    ).toEqual({
      deliveryId: uuid,
      eventUuid: 'chain',
      webhookUuid: 'request',
      instance: 'https://gitlab.example',
      userAgent: 'GitLab/19.1.0-ee',
    })
  })

  it('take the delivery id from what stays the same over retries, and from nothing else', () => {
    expect(gitlab.facts({ 'idempotency-key': 'a' }).deliveryId).toBe('a')
    expect(gitlab.facts({ 'webhook-id': 'b', 'idempotency-key': 'a' }).deliveryId).toBe('b')
    expect(gitlab.facts({ 'webhook-id': ['b', 'c'], 'idempotency-key': 'a' }).deliveryId).toBeUndefined()
    expect(
      gitlab.facts({ 'x-gitlab-event-uuid': 'x', 'x-gitlab-webhook-uuid': 'y' }).deliveryId,
    ).toBeUndefined()
  })
})

describe('requests', () => {
  const requestOf = (
    dialect: Pick<typeof gitlab, 'requestHeaders'>,
    type: string,
    body: Uint8Array,
  ): unknown =>
    dialect.requestHeaders({
      type,
      eventId: 'event',
      deliveryId: 'delivery',
      webhookId: 1,
      body,
      bodyBytes: body.byteLength,
    })

  it('carry the headers of GitLab, in its casing', () => {
    expect(requestOf(gitlab, 'push', utf8('{}'))).toEqual({
      'Content-Length': '2',
      'Content-Type': 'application/json',
      'User-Agent': 'GitLab/19.0.0',
      'Idempotency-Key': 'event',
      'X-Gitlab-Event': 'Push Hook',
      'X-Gitlab-Webhook-UUID': 'delivery',
      'X-Gitlab-Event-UUID': 'event',
    })
  })

  it('carry what a forge of your own says of itself', () => {
    const own = defineForge({
      name: 'own',
      headerPrefix: 'X-Own',
      instance: 'https://own.example',
      userAgent: 'Own/1.0',
    })
    expect(requestOf(own, 'push', utf8('{}'))).toMatchObject({
      'User-Agent': 'Own/1.0',
      'X-Own-Event': 'Push Hook',
      'X-Own-Instance': 'https://own.example',
    })
  })

  it.each([
    ['issue', variants['issue.confidential'].payload, 'Confidential Issue Hook'],
    ['issue', fixtures.issue.payload, 'Issue Hook'],
    ['note', variants['note.confidential'].payload, 'Confidential Note Hook'],
    ['build', fixtures.build.payload, 'Job Hook'],
  ])('name the hook of %s', (type, payload, hook) => {
    const body = gitlab.encode({ id: 'e', type, payload, occurredAt: 0 })
    expect(requestOf(gitlab, type, body)).toMatchObject({ 'X-Gitlab-Event': hook })
  })

  it('say System Hook of every system event', () => {
    expect(requestOf(gitlabSystem, 'push', utf8('{}'))).toMatchObject({ 'X-Gitlab-Event': 'System Hook' })
  })

  it('hold compact JSON, unescaped', () => {
    const body = gitlab.encode({
      id: 'e',
      type: 'push',
      payload: { a: '<é> & "', b: [1, null] },
      occurredAt: 0,
    })
    expect(new TextDecoder().decode(body)).toBe('{"a":"<é> & \\"","b":[1,null]}')
  })

  it.each([[undefined], [{ big: 1n }], [() => 1]])('refuse what JSON cannot hold', (payload) => {
    try {
      gitlab.encode({ id: 'e', type: 'push', payload, occurredAt: 0 })
      expect.unreachable()
    } catch (error) {
      expect(isHookstampError(error, 'payload-not-json')).toBe(true)
    }
  })
})

describe('proof', () => {
  it('is the secret token by default', async () => {
    const receiver = createReceiver({ dialect: gitlab, secrets: ['s3cret'] })
    const good = await signedRequest(gitlab, fixture('push'), { secret: 's3cret' })
    expect(good.headers['X-Gitlab-Token']).toBe('s3cret')
    expect(await receiver.verify(good)).toMatchObject({
      code: 'verified',
      event: { verified: { scheme: 'token' } },
    })
    const bad = await signedRequest(gitlab, fixture('push'), { secret: 'guess' })
    expect(await receiver.verify(bad)).toMatchObject({ code: 'unverified', reason: 'mismatch' })
  })

  it('is the signature of GitLab 19, where a signing token is given', async () => {
    const receiver = createReceiver({ dialect: gitlab, secrets: { signing: [signingToken] } })
    const request = await signedRequest(gitlab, fixture('push'), { secrets: { signing: [signingToken] } })
    expect(await receiver.verify(request)).toMatchObject({
      code: 'verified',
      event: { id: request.headers['webhook-id'], verified: { scheme: 'signing' } },
    })
    expect(request.headers['Idempotency-Key']).toBe(request.headers['webhook-id'])
  })

  it('signs what GitLab signs', async () => {
    const signer = createSigner(standardWebhooks(), { secrets: [signingToken] })
    const signed = await signer.sign({
      id: 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
      timestamp: 1744578123_000,
      body: utf8('{"object_kind":"push","event_name":"push"}'),
    })
    expect(signed['webhook-signature']).toBe('v1,N2fJTCmyTS6Cilip0z2cRTxv6RMYXY4Ie6EZgx+pQa0=')
  })

  const both = { token: ['old'], signing: [signingToken] }

  it('of both kinds is taken while moving, but the token alone is a downgrade', async () => {
    const receiver = createReceiver({ dialect: gitlab, secrets: both })
    const moved = await signedRequest(gitlab, fixture('push'), { secrets: both })
    expect(await receiver.verify(moved)).toMatchObject({
      code: 'verified',
      event: { verified: { scheme: 'signing' } },
    })
    const old = await signedRequest(gitlab, fixture('push'), { secrets: { token: ['old'] } })
    expect(await receiver.verify(old)).toMatchObject({ code: 'unverified', reason: 'missing' })
  })

  it('by the token alone is taken only where that is named', async () => {
    const receiver = createReceiver({ dialect: gitlab, secrets: both, allowDowngradeTo: ['token'] })
    const old = await signedRequest(gitlab, fixture('push'), { secrets: { token: ['old'] } })
    expect(await receiver.verify(old)).toMatchObject({
      code: 'verified',
      event: { verified: { scheme: 'token' } },
    })
  })

  it('refuses a signing token where the secret token belongs, and says where it does', () => {
    try {
      createReceiver({ dialect: gitlab, secrets: [signingToken] })
      expect.unreachable()
    } catch (error) {
      expect(isHookstampError(error, 'secret-malformed')).toBe(true)
      expect(String(error)).toContain('secrets: { signing: [token] }')
      expect(String(error)).not.toContain(signingToken)
    }
  })
})

describe('one URL for project, group and system hooks', () => {
  it.each([
    ['gitlab first', [gitlab, gitlabSystem] as const],
    ['system first', [gitlabSystem, gitlab] as const],
  ])('%s: names they share are told apart', async (_, dialect) => {
    const receiver = createReceiver({ dialect, secrets: ['s3cret'] })
    const secret = { secret: 's3cret' }
    for (const type of ['push', 'merge_request', 'user_add_to_group', 'project_create'] as const) {
      const ofProject = await signedRequest(gitlab, fixture(type), secret)
      expect(await receiver.verify(ofProject)).toMatchObject({ event: { dialect: 'gitlab', type } })
      const ofSystem = await signedRequest(gitlabSystem, systemFixture(type), secret)
      expect(await receiver.verify(ofSystem)).toMatchObject({ event: { dialect: 'gitlab-system', type } })
    }
  })
})
