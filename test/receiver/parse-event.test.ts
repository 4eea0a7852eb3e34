import { describe, expect, it } from 'vitest'
import { parseEvent } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { signedRequest } from 'hookstamp/testing'
import { acme, message } from './acme.js'

const body = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('parseEvent', () => {
  it('types a message without verifying it', async () => {
    const request = await signedRequest(djinn, fixture('build.finished'), {})
    const event = await parseEvent(djinn, request)
    expect(event).toMatchObject({ dialect: 'djinn', type: 'build.finished', warnings: [] })
    if (event.type === 'build.finished') expect(event.payload.status).toBe('passed')
  })

  it('validates as told', async () => {
    const odd = { headers: {}, body: body(message('ping', { n: null })) }
    expect((await parseEvent(acme, odd)).payload).toEqual({ n: null })
    expect((await parseEvent(acme, odd, { validation: 'off' })).payload).toEqual({ n: null })
    await expect(parseEvent(acme, odd, { validation: 'strict' })).rejects.toMatchObject({
      code: 'payload-invalid',
      issues: [{ path: ['n'] }],
    })
  })

  it.each([
    ['body-not-utf8', Uint8Array.of(0xff)],
    ['body-not-json', body('{')],
    ['body-not-bytes', '{}' as never],
    ['event-unknown', body(message('nope', 1))],
    ['event-unknown', body('null')],
  ])('throws %s', async (code, bytes) => {
    await expect(parseEvent(acme, { headers: {}, body: bytes })).rejects.toMatchObject({ code })
  })
})
