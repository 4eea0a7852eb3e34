import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { recordingReceiver, signedRequest } from 'hookstamp/testing'
import { listen } from '../adapters/listen.js'

const secret = 's3cret'
const receiverOf = () => recordingReceiver({ dialect: djinn, secrets: [secret] })

describe('recordingReceiver', () => {
  it('hands events out as they come, each once', async () => {
    const receiver = receiverOf()
    const first = receiver.next('build.finished')
    const any = receiver.next()
    await receiver.receive(await signedRequest(djinn, fixture('cron'), { secret }))
    await receiver.receive(
      await signedRequest(djinn, fixture('build.finished', { status: 'failed' }), { secret }),
    )
    await receiver.receive(await signedRequest(djinn, fixture('cron', { action: 'deleted' }), { secret }))
    expect((await first).payload.status).toBe('failed')
    expect((await any).type).toBe('cron')
    expect(await receiver.next('cron')).toMatchObject({ payload: { action: 'deleted' } })
    expect(receiver.events.map(({ type }) => type)).toEqual(['cron', 'build.finished', 'cron'])
  })

  it('keeps what was refused, and takes handlers besides', async () => {
    const types: string[] = []
    const receiver = receiverOf()
    receiver.on('build.*', ({ type }) => types.push(type))
    await receiver.receive(await signedRequest(djinn, fixture('cron'), { secret: 'other' }))
    await receiver.receive(await signedRequest(djinn, fixture('build.started'), { secret }))
    expect(receiver.errors).toMatchObject([{ code: 'unverified' }])
    expect(types).toEqual(['build.started'])
  })

  it('can be served by any adapter', async () => {
    const receiver = receiverOf()
    const app = await listen(createServer(endpoint(receiver)))
    const [event] = await Promise.all([
      receiver.next('build.pinned'),
      fetch(app.url, await signedRequest(djinn, fixture('build.pinned'), { secret })),
    ])
    expect(event.payload.pinned).toBe(true)
    await app.close()
  })
})
