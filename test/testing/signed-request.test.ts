import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { signedRequest } from 'hookstamp/testing'

describe('signedRequest', () => {
  it('makes the request of the sender: encoding, headers, signature', async () => {
    const { method, headers, body } = await signedRequest(djinn, fixture('build.started'), {
      secret: 's3cret',
    })
    const mac = createHmac('sha256', 's3cret').update(body).digest('hex')
    expect(method).toBe('POST')
    expect(body.at(-1)).toBe(10)
    expect(headers).toMatchObject({
      'X-Djinn-CI-Event': 'build.started',
      'X-Djinn-CI-Signature': `sha256=${mac}`,
      'Content-Length': String(body.length),
    })
  })

  it('signs nothing without a secret', async () => {
    const { headers } = await signedRequest(djinn, fixture('build.started'), {})
    expect(headers).not.toHaveProperty('X-Djinn-CI-Signature')
  })

  it('takes secrets per scheme', async () => {
    const one = await signedRequest(djinn, fixture('cron'), { secret: 'a' })
    const same = await signedRequest(djinn, fixture('cron'), { secrets: { hmac: ['a', 'b'] } })
    expect(same.headers).toEqual(one.headers)
    await expect(signedRequest(djinn, fixture('cron'), { secrets: { nope: ['a'] } })).rejects.toMatchObject({
      code: 'scheme-unknown',
    })
  })

  it('is a web Request as often as asked for', async () => {
    const signed = await signedRequest(djinn, fixture('cron'), { secret: 'a' })
    for (const request of [signed.toRequest(), signed.toRequest('https://example.test/hook')]) {
      expect(new Uint8Array(await request.arrayBuffer())).toEqual(signed.body)
      expect(request.headers.get('x-djinn-ci-event')).toBe('cron')
    }
  })

  it('is typed by the dialect', () => {
    // @ts-expect-error no such event
    void signedRequest(djinn, { type: 'build.finishd', payload: {} }, { secret: 'a' }).catch(() => undefined)
  })
})
