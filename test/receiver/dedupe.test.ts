import { describe, expect, it, vi } from 'vitest'
import { createReceiver, type ReplayGuard } from 'hookstamp'
import { memoryGuard } from 'hookstamp/guards/memory'
import { acme, message, paid, secret, signed } from './acme.js'

const delivery = (id: string, data: object = { id: 'in_1', cents: 42 }) =>
  signed(message('invoice.paid', data), { headers: { 'x-acme-delivery': id } })

const receiverOf = (handler: () => unknown, guard: ReplayGuard = memoryGuard()) =>
  createReceiver({ dialect: acme, secrets: [secret], guard })
    .onAny(handler)
    .onError(() => undefined)

describe('dedupe', () => {
  it('runs the handlers once per delivery id', async () => {
    const handler = vi.fn()
    const receiver = receiverOf(handler)
    expect((await receiver.receive(delivery('d1'))).code).toBe('handled')
    const again = await receiver.receive(delivery('d1'))
    expect(again).toMatchObject({ ok: true, code: 'duplicate', event: { type: 'invoice.paid' } })
    expect((await receiver.receive(delivery('d2'))).code).toBe('handled')
    expect(handler).toHaveBeenCalledTimes(2)
  })

  it('goes by the bytes where there is no id', async () => {
    const handler = vi.fn()
    const receiver = receiverOf(handler)
    await receiver.receive(paid)
    expect((await receiver.receive(paid)).code).toBe('duplicate')
    expect((await receiver.receive(signed(message('invoice.paid', { id: 'in_2', cents: 42 })))).code).toBe(
      'handled',
    )
    expect(handler).toHaveBeenCalledTimes(2)
  })

  it('lets a retry in after a handler has failed', async () => {
    const handler = vi.fn().mockRejectedValueOnce(new Error('boom'))
    const receiver = receiverOf(handler)
    expect((await receiver.receive(paid)).code).toBe('handler-failed')
    expect((await receiver.receive(paid)).code).toBe('handled')
    expect((await receiver.receive(paid)).code).toBe('duplicate')
  })

  it('runs one of two copies at once, and has the other come back', async () => {
    let finish = (): void => undefined
    let began = (): void => undefined
    const beginning = new Promise<void>((resolve) => (began = resolve))
    const handler = vi.fn(() => {
      began()
      return new Promise<void>((resolve) => (finish = resolve))
    })
    const receiver = receiverOf(handler)
    const first = receiver.receive(paid)
    await beginning
    expect(await receiver.receive(paid)).toMatchObject({ ok: false, code: 'busy' })
    finish()
    expect((await first).code).toBe('handled')
    expect((await receiver.receive(paid)).code).toBe('duplicate')
    expect(handler).toHaveBeenCalledTimes(1)
  })

  it('claims nothing for what nobody handles, nor in verify', async () => {
    const guard = { ...memoryGuard(), claim: vi.fn(memoryGuard().claim) }
    const receiver = createReceiver({ dialect: acme, secrets: [secret], guard }).on('ping', () => undefined)
    await receiver.receive(paid)
    await receiver.verify(signed(message('ping', { n: 1 })))
    await receiver.receive({ ...paid, headers: {} })
    expect(guard.claim).not.toHaveBeenCalled()
  })

  it('covers unknown events and odd payloads that are handed on', async () => {
    const handler = vi.fn()
    const receiver = receiverOf(() => undefined)
      .onUnknownEvent(handler)
      .onInvalidPayload(handler)
    const unknown = signed(message('nope', 1))
    const odd = signed(message('invoice.paid', {}))
    const codes = []
    for (const request of [unknown, unknown, odd, odd]) codes.push((await receiver.receive(request)).code)
    expect(codes).toEqual(['event-unknown', 'event-unknown', 'handled', 'duplicate'])
    expect(handler).toHaveBeenCalledTimes(2)
  })

  it('keeps tenants apart, so that none can use up the ids of another', async () => {
    const secrets = ({ url }: { url?: string | undefined }) => [url?.startsWith('/a') ? secret : 'other']
    const receiver = createReceiver({ dialect: acme, secrets, guard: memoryGuard() }).onAny(() => undefined)
    const other = signed(message('ping', { n: 1 }), { key: 'other', headers: { 'x-acme-delivery': 'd1' } })
    expect((await receiver.receive({ ...other, url: '/b' })).code).toBe('handled')
    expect((await receiver.receive({ ...delivery('d1'), url: '/a' })).code).toBe('handled')
    // What can be added to a URL freely does not make a copy a new event.
    expect((await receiver.receive({ ...delivery('d1'), url: '/a?again' })).code).toBe('duplicate')
  })
})

describe('a guard that is down', () => {
  const down = new Error('connection refused')
  const broken: ReplayGuard = {
    claim: () => Promise.reject(down),
    complete: () => Promise.reject(down),
    release: () => Promise.reject(down),
  }

  it('refuses by default, so that nothing is handled twice', async () => {
    const handler = vi.fn()
    const codes: string[] = []
    const receiver = receiverOf(handler, broken).onError((error) => codes.push(error.code))
    expect(await receiver.receive(paid)).toMatchObject({ ok: false, code: 'guard-unavailable', cause: down })
    expect(handler).not.toHaveBeenCalled()
    expect(codes).toEqual(['guard-unavailable'])
  })

  it('handles all the same where told to fail open, and tells', async () => {
    const handler = vi.fn()
    const codes: string[] = []
    const receiver = createReceiver({ dialect: acme, secrets: [secret], guard: broken, guardFailure: 'open' })
    receiver.onAny(handler).onError((error) => codes.push(error.code))
    expect((await receiver.receive(paid)).code).toBe('handled')
    expect(handler).toHaveBeenCalledTimes(1)
    expect(codes).toEqual(['guard-unavailable'])
  })

  it.each(['handled', 'handler-failed'])(
    'does not turn %s into something else when it goes down meanwhile',
    async (code) => {
      const errors: unknown[] = []
      const halfBroken = { ...broken, claim: memoryGuard().claim }
      const receiver = createReceiver({ dialect: acme, secrets: [secret], guard: halfBroken })
        .onAny(() => (code === 'handled' ? undefined : Promise.reject(new Error('boom'))))
        .onError((error) => errors.push(error.code))
      expect((await receiver.receive(paid)).code).toBe(code)
      expect(errors).toContain('guard-unavailable')
    },
  )

  it('counts a scope function that throws as a guard that is down', async () => {
    const guardScope = (): string => {
      throw down
    }
    const receiver = createReceiver({ dialect: acme, secrets: [secret], guard: memoryGuard(), guardScope })
    receiver.onAny(() => undefined).onError(() => undefined)
    expect(await receiver.receive(paid)).toMatchObject({ code: 'guard-unavailable', cause: down })
  })
})
