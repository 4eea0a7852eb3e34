import { expect, test } from 'vitest'
import { isOurFault, isOverloaded, judge } from '../../src/dispatcher/judge.js'

const answered = (status: number): Parameters<typeof judge>[0] => ({
  response: { status, headers: {}, body: new Uint8Array() },
  durationNs: 1,
})

test('only 2xx is success, 410 is gone, all else is tried again', () => {
  for (let status = 100; status < 1000; status++) {
    const expected = status >= 200 && status <= 299 ? 'delivered' : status === 410 ? 'gone' : 'retry'
    expect([status, judge(answered(status))]).toEqual([status, expected])
  }
})

test('no response is tried again', () => {
  expect(judge({ error: { code: 'connect-failed', message: 'refused' }, durationNs: 1 })).toBe('retry')
})

test('a kept connection that broke unanswered is worth one more request at once', () => {
  const error = { code: 'connect-failed', message: 'reset' }
  expect(judge({ error, durationNs: 1, retry: 'at-once' })).toBe('repeat')
})

test('four statuses say that the receiver is asked too much', () => {
  const overloaded = []
  for (let status = 200; status < 600; status++) if (isOverloaded(answered(status))) overloaded.push(status)
  expect(overloaded).toEqual([429, 502, 503, 504])
})

test('what went wrong before anything was sent says nothing about the receiver', () => {
  const failed = (code: string): boolean => isOurFault({ error: { code, message: '' }, durationNs: 0 })
  expect(failed('secret-malformed')).toBe(true)
  expect(failed('proxy-failed')).toBe(true)
  expect(failed('connect-failed')).toBe(false)
  expect(isOurFault(answered(500))).toBe(false)
})
