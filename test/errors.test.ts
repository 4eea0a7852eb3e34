import { expect, test } from 'vitest'
import { HookstampError, httpStatusOf, isHookstampError } from 'hookstamp'

test('carries code, message, cause and issues', () => {
  const cause = new Error('below')
  const issues = [{ path: ['a', 0], message: 'wrong' }]
  const error = new HookstampError('record-invalid', 'No.', { cause, issues })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({
    name: 'HookstampError',
    code: 'record-invalid',
    message: 'No.',
    cause,
    issues,
  })
  expect(new HookstampError('conflict', 'No.')).toMatchObject({ issues: [] })
  expect('cause' in new HookstampError('conflict', 'No.')).toBe(false)
})

test('is told by its brand, so that another copy of the package is known as well', () => {
  const error = new HookstampError('conflict', 'No.')
  expect(isHookstampError(error)).toBe(true)
  expect(isHookstampError(error, 'conflict')).toBe(true)
  expect(isHookstampError(error, 'not-found')).toBe(false)
  const copy = Object.defineProperty(new Error('No.'), Symbol.for('hookstamp.error'), { value: true })
  expect(isHookstampError(Object.assign(copy, { code: 'conflict' }), 'conflict')).toBe(true)
  for (const other of [undefined, null, 'conflict', new Error('conflict'), { code: 'conflict' }]) {
    expect(isHookstampError(other)).toBe(false)
  }
})

test('every code has an HTTP status', () => {
  for (const status of Object.values(httpStatusOf))
    expect([204, 400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 500, 501, 502, 503, 504]).toContain(status)
})
