import { describe, expect, it } from 'vitest'
import { isRejection, reject, toError } from '../../src/receiver/outcome.js'

describe('rejections', () => {
  it('are told from everything else', () => {
    expect(isRejection(reject('busy', 'm'))).toBe(true)
    for (const other of [[], new Uint8Array(), { ok: true }, { json: 1 }])
      expect(isRejection(other)).toBe(false)
  })

  it('become errors with everything but the event', () => {
    const cause = new Error('c')
    const issues = [{ path: ['a'], message: 'm' }]
    expect(toError(reject('payload-invalid', 'm', { issues, cause }))).toMatchObject({
      code: 'payload-invalid',
      message: 'm',
      issues,
      cause,
    })
    expect(toError(reject('unverified', 'm', { reason: 'mismatch' })).message).toBe('m (mismatch)')
    expect('cause' in toError(reject('busy', 'm'))).toBe(false)
  })
})
