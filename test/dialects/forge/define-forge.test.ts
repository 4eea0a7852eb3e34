import { describe, expect, it } from 'vitest'
import { createReceiver } from 'hookstamp'
import { defineForge, gitlab } from 'hookstamp/dialects/gitlab'
import { wvs } from 'hookstamp/dialects/wvs'
import { fixture, fixtures } from 'hookstamp/fixtures/wvs'
import { signedRequest } from 'hookstamp/testing'

describe.each([
  [defineForge({ name: 'acme', headerPrefix: 'X-Acme' }), 'acme', 'X-Acme'],
  [defineForge({ name: 'acme', headerPrefix: 'X-Acme-' }), 'acme', 'X-Acme'],
  [wvs, 'wvs', 'X-WVS'],
] as const)('%#: a forge that re-brands GitLab', (forge, name, prefix) => {
  it('has its name, and the events of GitLab', () => {
    expect(forge.name).toBe(name)
    expect(forge.eventTypes).toBe(gitlab.eventTypes)
  })

  it.each(Object.values(fixtures))('sends and receives $type under its own headers', async (event) => {
    const request = await signedRequest(forge, event, { secret: 's3cret' })
    expect(Object.keys(request.headers)).toEqual(
      expect.arrayContaining([`${prefix}-Event`, `${prefix}-Token`, `${prefix}-Event-UUID`]),
    )
    const receiver = createReceiver({ dialect: forge, secrets: ['s3cret'], validation: 'strict' })
    expect(await receiver.verify(request)).toMatchObject({
      code: 'verified',
      event: { dialect: name, ...event, warnings: [] },
    })
  })

  it('does not heed the headers of GitLab', async () => {
    const request = await signedRequest(gitlab, fixture('push'), { secret: 's3cret' })
    const receiver = createReceiver({ dialect: forge, secrets: ['s3cret'] })
    expect(await receiver.verify(request)).toMatchObject({ code: 'unverified', reason: 'missing' })
  })

  it('has the schemas of GitLab', async () => {
    expect(await forge.schema('push', 'loose')).toBe(await gitlab.schema('push', 'loose'))
  })
})
