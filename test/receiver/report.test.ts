import { afterEach, describe, expect, it, vi } from 'vitest'
import { HookstampError, type ErrorCode } from 'hookstamp'
import { report } from '../../src/receiver/report.js'

const context = { request: { headers: {} }, event: undefined }
afterEach(() => vi.restoreAllMocks())

describe('report', () => {
  it.each<[ErrorCode, number]>([
    ['handler-failed', 1],
    ['body-consumed', 1],
    ['secrets-unavailable', 1],
    ['unverified', 0],
    ['payload-invalid', 0],
  ])('%s without a listener is written to the console %i times', async (code, times) => {
    const written = vi.spyOn(console, 'error').mockReturnValue()
    await report([], new HookstampError(code, 'm'), context)
    expect(written).toHaveBeenCalledTimes(times)
  })

  it('waits for every listener, and goes on after one that fails', async () => {
    const written = vi.spyOn(console, 'error').mockReturnValue()
    const log: unknown[] = []
    const error = new HookstampError('handler-failed', 'm')
    await report(
      [() => Promise.reject(new Error('l')), async (told, { event }) => log.push(told, event)],
      error,
      context,
    )
    expect(log).toEqual([error, undefined])
    expect(written).toHaveBeenCalledTimes(1)
  })
})
