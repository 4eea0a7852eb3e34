import { expect, test } from 'vitest'
import { judge } from '../../src/dispatcher/judge.js'

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
