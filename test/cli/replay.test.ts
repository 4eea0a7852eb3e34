import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { fixture } from 'hookstamp/fixtures/djinn'
import { fixture as ofGitlab } from 'hookstamp/fixtures/gitlab'
import { fakeClock, recordingReceiver, signedRequest, type SignedRequest } from 'hookstamp/testing'
import type { App } from '../adapters/contract.js'
import { listen } from '../adapters/listen.js'
import { program } from './run.js'

const { run, json, file } = program()
const signing = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
const receiver = recordingReceiver({
  dialect: [djinn, gitlab],
  secrets: { hmac: ['s3cret-hmac'], signing: [signing] },
})

let app: App
beforeAll(async () => (app = await listen(createServer(endpoint(receiver)))))
afterAll(() => app.close())

const line = (type: string, { headers, body }: SignedRequest): string =>
  JSON.stringify({
    receivedAt: '2026-06-01T12:00:00.000Z',
    path: '/',
    headers: Object.entries({ ...headers, Host: 'elsewhere.example', Connection: 'keep-alive' }),
    type,
    body: Buffer.from(body).toString('base64'),
  })

describe('replay', () => {
  it('sends what was recorded, in its order and byte for byte', async () => {
    const requests = [
      await signedRequest(djinn, fixture('cron'), { secret: 's3cret-hmac' }),
      await signedRequest(djinn, fixture('images'), { secret: 's3cret-hmac' }),
    ]
    const path = file(
      'two.jsonl',
      `${line('cron', requests[0] as SignedRequest)}\n\n${line('images', requests[1] as SignedRequest)}\n`,
    )
    const { code, out } = await run(['replay', path, app.url])
    expect([code, out]).toEqual([0, expect.stringMatching(/^cron {2}204 .*\nimages {2}204 .*\n$/)])
    expect(Buffer.from((await receiver.next('cron')).body)).toEqual(
      Buffer.from(requests[0]?.body as Uint8Array),
    )
    await receiver.next('images')

    const only = await run(['replay', path, app.url, '--only', 'images'])
    expect([only.code, only.out]).toEqual([0, expect.stringMatching(/^images {2}204 .*\n$/)])
    expect((await run(['replay', path, app.url, '--only', 'objects'])).err).toMatch(
      /holds no such request \(of 2\)/,
    )
  })

  it('signs again with a secret: old times are refused, and the id stays', async () => {
    const clock = fakeClock(Date.UTC(2026, 0, 1))
    const request = await signedRequest(gitlab, ofGitlab('push'), {
      secrets: { signing: [signing] },
      id: 'evt_7',
      clock,
    })
    const path = file('old.jsonl', line('push', request))
    expect(await json(['replay', path, app.url])).toMatchObject({ status: 401 })
    expect((await run(['replay', path, app.url])).code).toBe(1)
    expect(await json(['replay', path, app.url], { secret: signing })).toMatchObject({
      type: 'push',
      status: 204,
    })
    expect((await receiver.next('push')).id).toBe('evt_7')
  })

  it('signs what was not signed', async () => {
    const path = file('bare.jsonl', line('cron', await signedRequest(djinn, fixture('cron'), {})))
    expect((await run(['replay', path, app.url])).code).toBe(1)
    expect((await run(['replay', path, app.url], { secret: 's3cret-hmac' })).code).toBe(0)
    expect(
      (await run(['replay', path, app.url, '-d', 'djinn', '-s', 'hmac'], { secret: 's3cret-hmac' })).code,
    ).toBe(0)
  })

  it.each([
    ['a file that is not there', 'nope.jsonl', 3, /nope.jsonl cannot be read/],
    ['another kind of file', 'other.jsonl', 3, /other.jsonl, line 2: not a request that listen recorded/],
    ['an empty file', 'empty.jsonl', 2, /holds no such request \(of 0\)/],
  ])('refuses %s', async (_what, name, exitCode, message) => {
    file('empty.jsonl', '')
    file('other.jsonl', '{"headers":[],"body":""}\n{"headers":[1],"body":""}\n')
    const { code, err } = await run(['replay', name, app.url])
    expect([code, err]).toEqual([exitCode, expect.stringMatching(message)])
  })

  it('asks whose a request is that nothing tells', async () => {
    const path = file('whose.jsonl', '{"headers":[],"body":""}')
    const { code, err } = await run(['replay', path, app.url], { secret: 's3cret-hmac' })
    expect([code, err]).toEqual([2, expect.stringMatching(/say whose it is by --dialect/)])
  })
})
