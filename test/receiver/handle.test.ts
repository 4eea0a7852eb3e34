import { describe, expect, it, vi } from 'vitest'
import { run, toJob, type Audience } from '../../src/receiver/handle.js'
import type { ReceivedEvent } from '../../src/receiver/event.js'
import { reject, type Outcome, type Verification } from '../../src/receiver/outcome.js'

async function handle(admitted: Verification, audience: Audience, context?: unknown): Promise<Outcome> {
  const job = toJob(admitted, audience)
  return 'ok' in job ? job : run(job, context)
}

const event = { type: 'ping', payload: 1 } as unknown as ReceivedEvent
const log: unknown[] = []
const nobody = { ofType: () => [], unknown: [], invalid: [] }
const everybody = {
  ofType: (type: string) => [() => log.push(`of ${type}`)],
  unknown: [() => log.push('unknown')],
  invalid: [(odd: { issues: unknown }) => log.push(odd.issues)],
}

describe('handle', () => {
  it.each<[Verification, string, string, unknown[]]>([
    [{ ok: true, code: 'verified', event }, 'handled', 'handled', ['of ping']],
    [{ ok: true, code: 'event-unknown', event }, 'event-unknown', 'event-unknown', ['unknown']],
    [reject('payload-invalid', 'm', { event, issues: [] }), 'payload-invalid', 'handled', [[]]],
    [reject('unverified', 'm'), 'unverified', 'unverified', []],
    [reject('payload-invalid', 'before it was recognised'), 'payload-invalid', 'payload-invalid', []],
  ])('%j without and with handlers', async (admitted, alone, heard, told) => {
    log.length = 0
    expect((await handle(admitted, nobody, undefined)).code).toBe(alone)
    expect((await handle(admitted, everybody, undefined)).code).toBe(heard)
    expect(log).toEqual(told)
  })

  it('keeps the event of a handler that failed', async () => {
    const failing = { ...nobody, ofType: () => [() => Promise.reject(new Error('boom'))] }
    expect(await handle({ ok: true, code: 'verified', event }, failing, undefined)).toMatchObject({
      code: 'handler-failed',
      event,
      cause: new Error('boom'),
    })
  })

  it('runs in order, waits for each, and gives each event and context', async () => {
    const seen: unknown[] = []
    const slow = async (): Promise<void> => {
      await Promise.resolve()
      seen.push('slow')
    }
    const audience = { ...nobody, ofType: () => [slow, (...both: unknown[]) => seen.push(...both)] }
    await handle({ ok: true, code: 'verified', event }, audience, 'context')
    expect(seen).toEqual(['slow', event, 'context'])
  })

  it('stops at the first failure, even if what is thrown is undefined', async () => {
    const later = vi.fn()
    const failing = { ...nobody, ofType: () => [() => Promise.reject(undefined), later] }
    expect((await handle({ ok: true, code: 'verified', event }, failing, undefined)).code).toBe(
      'handler-failed',
    )
    expect(later).not.toHaveBeenCalled()
  })
})
