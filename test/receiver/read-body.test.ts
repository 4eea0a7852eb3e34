import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { HookstampError, type ErrorCode } from 'hookstamp'
import { fakeClock } from 'hookstamp/testing'
import { createDeadline } from '../../src/receiver/deadline.js'
import { readBody } from '../../src/receiver/read-body.js'

const limits = { maxBodyBytes: 4, deadline: createDeadline(fakeClock(), 1000) }
const bytes = (length: number): Uint8Array => new Uint8Array(length)

describe('readBody', () => {
  it('takes bytes as they are, up to the cap', async () => {
    const body = bytes(4)
    expect(await readBody(body, limits)).toBe(body)
    expect(await readBody(body.buffer as ArrayBuffer, limits)).toEqual(body)
    expect(await readBody(bytes(5), limits)).toMatchObject({ code: 'body-too-large' })
  })

  it('tells a reader the cap, and does not take its word for it', async () => {
    const asked: number[] = []
    const reader = (length: number) => (maxBytes: number) => {
      asked.push(maxBytes)
      return Promise.resolve(bytes(length))
    }
    expect(await readBody(reader(4), limits)).toEqual(bytes(4))
    expect(await readBody(reader(5), limits)).toMatchObject({ code: 'body-too-large' })
    expect(asked).toEqual([4, 4])
  })

  it('waits for nothing where a reader has the bytes already', () => {
    const body = bytes(4)
    expect(readBody(() => body, limits)).toBe(body)
    expect(readBody(() => bytes(5), limits)).toMatchObject({ code: 'body-too-large' })
    const consumed = (): Uint8Array => {
      throw new HookstampError('body-consumed', 'why')
    }
    expect(readBody(consumed, limits)).toMatchObject({ code: 'body-consumed', message: 'why' })
  })

  it('waits for a promise of another realm', async () => {
    const Foreign = runInNewContext('Promise') as PromiseConstructor
    expect(await readBody(() => Foreign.resolve(bytes(2)), limits)).toEqual(bytes(2))
  })

  it.each(['a string', { parsed: true }, null, undefined, () => bytes(1)])(
    'refuses %j as what a reader yields, now or later',
    async (body) => {
      expect(await readBody(() => body as never, limits)).toMatchObject({ code: 'body-not-bytes' })
      expect(await readBody(async () => body as never, limits)).toMatchObject({ code: 'body-not-bytes' })
    },
  )

  it.each<ErrorCode>(['body-too-large', 'body-consumed', 'body-truncated'])('passes %s on', async (code) => {
    const result = await readBody(() => Promise.reject(new HookstampError(code, 'why')), limits)
    expect(result).toMatchObject({ ok: false, code })
  })

  it('calls any other failure a truncated body, and keeps the cause', async () => {
    const cause = new Error('ECONNRESET')
    expect(await readBody(() => Promise.reject(cause), limits)).toMatchObject({
      code: 'body-truncated',
      cause,
    })
    const throws = (): Promise<Uint8Array> => {
      throw cause
    }
    expect(await readBody(throws, limits)).toMatchObject({ code: 'body-truncated', cause })
  })

  it.each([['a string'], [{ parsed: true }], [null], [undefined], [42]])(
    'refuses %j as a body',
    async (body) => {
      expect(await readBody(body as never, limits)).toMatchObject({ code: 'body-not-bytes' })
    },
  )

  it('gives up on a body that does not arrive', async () => {
    const clock = fakeClock()
    let rejectLate = (_error: Error): void => undefined
    const never = new Promise<Uint8Array>((_resolve, reject) => (rejectLate = reject))
    const reading = readBody(() => never, { ...limits, deadline: createDeadline(clock, 1000) })
    await clock.advance(1000)
    expect(await reading).toMatchObject({ code: 'body-timeout' })
    rejectLate(new Error('nobody waits for this any more'))
  })
})
