import { afterEach, describe, expect, it, vi } from 'vitest'
import { createReceiver, HookstampError, type EventOf, type WebhookOf } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture, fixtures } from 'hookstamp/fixtures/djinn'
import { hmacHex } from 'hookstamp/signing'
import { fakeClock, signedRequest } from 'hookstamp/testing'
import { acme, acmeAudit, message, paid, secret, signed } from './acme.js'

const receiverOf = () => createReceiver({ dialect: acme, secrets: [secret] })

afterEach(() => vi.restoreAllMocks())

describe('routing', () => {
  it('hands the typed event to its handlers, in the order they were added', async () => {
    const seen: string[] = []
    const receiver = receiverOf()
      .on('invoice.paid', ({ payload }) => seen.push(`exact ${payload.cents}`))
      .on('invoice.voided', () => seen.push('other'))
      .onAny(({ type }) => seen.push(`any ${type}`))
      .on('invoice.*', ({ type }) => seen.push(`prefix ${type}`))
      .on(['ping', 'invoice.paid'], async ({ type }) => seen.push(`list ${type}`))
    const outcome = await receiver.receive(paid)
    expect(outcome).toMatchObject({
      ok: true,
      code: 'handled',
      event: { type: 'invoice.paid', dialect: 'acme' },
    })
    expect(seen).toEqual(['exact 42', 'any invoice.paid', 'prefix invoice.paid', 'list invoice.paid'])
  })

  it('gives every documented Djinn event, typed, loosely by default', async () => {
    const seen: string[] = []
    const receiver = createReceiver({ dialect: djinn, secrets: ['a'] })
      .on('build.finished', ({ payload }) => {
        const finishedAt: string | null | undefined = payload.finished_at
        seen.push(`finished ${finishedAt}`)
      })
      .onAny(({ type }) => seen.push(type))
    for (const event of Object.values(fixtures)) {
      const request = await signedRequest(djinn, event as never, { secret: 'a' })
      expect((await receiver.receive(request)).code, event.type).toBe('handled')
    }
    expect(seen).toHaveLength(Object.keys(fixtures).length + 1)
  })

  it('runs a handler once for a type that two of its patterns match', async () => {
    const handler = vi.fn()
    await receiverOf().on(['invoice.paid', 'invoice.*', '*'], handler).receive(paid)
    expect(handler).toHaveBeenCalledTimes(1)
  })

  it('stops calling a handler that was removed, wherever it was added', async () => {
    const handler = vi.fn()
    const receiver = receiverOf()
    receiver.on('*', handler).onUnknownEvent(handler).onInvalidPayload(handler).onError(handler)
    receiver.off(handler)
    await receiver.receive(paid)
    await receiver.receive(signed(message('nope', {})))
    await receiver.receive(signed(message('ping', { n: 'x' })))
    expect(handler).not.toHaveBeenCalled()
  })

  it('lets an event under way reach a handler that is removed meanwhile', async () => {
    const later = vi.fn()
    const receiver = receiverOf()
    receiver.on('*', () => void receiver.off(later)).on('*', later)
    await receiver.receive(paid)
    await receiver.receive(paid)
    expect(later).toHaveBeenCalledTimes(1)
  })

  it('refuses a pattern that nothing matches, and names what there is', () => {
    expect(() => receiverOf().on('invoice.payed' as never, () => undefined)).toThrow(
      /invoice\.paid, invoice\.voided/,
    )
    expect(() => receiverOf().on('invoices.*' as never, () => undefined)).toThrow(HookstampError)
  })

  it('runs handlers of one event one after the other, and events side by side', async () => {
    const log: string[] = []
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const receiver = receiverOf()
      .on('invoice.paid', async () => {
        log.push('paid 1 begins')
        await gate
        log.push('paid 1 ends')
      })
      .on('invoice.paid', () => log.push('paid 2'))
      .on('ping', () => log.push('ping'))
    const first = receiver.receive(paid)
    await receiver.receive(signed(message('ping', { n: 1 })))
    release()
    await first
    expect(log).toEqual(['paid 1 begins', 'ping', 'paid 1 ends', 'paid 2'])
  })
})

describe('the event', () => {
  it('carries what is known of the delivery', async () => {
    const clock = fakeClock(1_700_000_000_000)
    const receiver = createReceiver({ dialect: acme, secrets: ['new', secret], clock })
    const request = signed(message('invoice.paid', { id: 'a', cents: 1 }), {
      headers: { 'x-acme-delivery': 'd1' },
    })
    const outcome = await receiver.receive(request)
    expect(outcome).toMatchObject({
      event: {
        dialect: 'acme',
        type: 'invoice.paid',
        payload: { id: 'a', cents: 1 },
        id: 'd1',
        facts: { deliveryId: 'd1' },
        receivedAt: 1_700_000_000_000,
        verified: { scheme: 'hmac', secretIndex: 1 },
        warnings: [],
      },
    })
    expect((outcome as { event: { body: Uint8Array } }).event.body).toBe(request.body)
  })

  it('reaches handlers with the context of the platform', async () => {
    const contexts: unknown[] = []
    const receiver = createReceiver({
      dialect: acme,
      secrets: (_request, env: { readonly SECRET: string }) => [env.SECRET],
    }).onAny((_event, env) => contexts.push(env.SECRET))
    await receiver.receive({ ...paid, context: { SECRET: secret } })
    expect(contexts).toEqual([secret])
  })
})

describe('unknown events and odd payloads', () => {
  it('accepts an unknown event and tells onUnknownEvent', async () => {
    const any = vi.fn()
    const seen: unknown[] = []
    const receiver = receiverOf()
      .onAny(any)
      .onUnknownEvent(({ type, payload }) => seen.push([type, payload]))
    expect((await receiver.receive(signed(message('invoice.lost', { a: 1 })))).code).toBe('event-unknown')
    expect((await receiver.receive(signed('[1]'))).code).toBe('event-unknown')
    expect(seen).toEqual([
      ['invoice.lost', { a: 1 }],
      [undefined, [1]],
    ])
    expect(any).not.toHaveBeenCalled()
  })

  it('refuses a payload that does not fit, with the paths and without the values', async () => {
    const handler = vi.fn()
    const outcome = await receiverOf()
      .onAny(handler)
      .receive(signed(message('invoice.paid', { id: 7, cents: 'canary-value' })))
    expect(outcome).toMatchObject({
      ok: false,
      code: 'payload-invalid',
      issues: [{ path: ['id'] }, { path: ['cents'] }],
      event: { type: 'invoice.paid' },
    })
    expect(handler).not.toHaveBeenCalled()
    const { message: text, issues } = outcome as { message: string; issues: unknown }
    expect(text + JSON.stringify(issues)).not.toContain('canary-value')
  })

  it('hands an odd payload on untyped once someone asks for it', async () => {
    const any = vi.fn()
    const seen: unknown[] = []
    const outcome = await receiverOf()
      .onAny(any)
      .onInvalidPayload(({ type, payload, issues }) => seen.push([type, payload, issues.length]))
      .receive(signed(message('invoice.paid', { id: 7, cents: 1 })))
    expect(outcome).toMatchObject({ ok: true, code: 'handled' })
    expect(seen).toEqual([['invoice.paid', { id: 7, cents: 1 }, 1]])
    expect(any).not.toHaveBeenCalled()
  })

  it.each([
    ['loose', { n: null, extra: 1 }, 'handled'],
    ['strict', { n: null }, 'payload-invalid'],
    ['strict', { n: 1, extra: 1 }, 'payload-invalid'],
    ['off', 'anything', 'handled'],
  ] as const)('validation %s: %j is %s', async (validation, data, code) => {
    const receiver = createReceiver({ dialect: acme, secrets: [secret], validation })
    expect((await receiver.receive(signed(message('ping', data)))).code).toBe(code)
  })

  it('types strictly what is validated strictly', async () => {
    const receiver = createReceiver({ dialect: djinn, secrets: ['a'], validation: 'strict' })
    const starts: string[] = []
    receiver.on('build.started', ({ payload }) => starts.push(payload.started_at))
    await receiver.receive(await signedRequest(djinn, fixture('build.started'), { secret: 'a' }))
    expect(starts).toHaveLength(1)
  })
})

describe('several dialects', () => {
  const receiver = createReceiver({ dialect: [acme, acmeAudit], secrets: [secret] })

  it('tells shared names apart by dialect', async () => {
    const seen: unknown[] = []
    receiver.on('ping', (event) => {
      if (event.dialect === 'acme-audit') seen.push(event.payload.who)
      else seen.push(event.payload.n)
    })
    await receiver.receive(signed(message('ping', { n: 3 })))
    expect(seen).toEqual([3])
  })

  it('asks the next dialect about a type that the first does not know', async () => {
    const outcome = await receiver.receive(signed(message('login.failed', { who: 'eve' })))
    expect(outcome).toMatchObject({ code: 'handled', event: { dialect: 'acme-audit', type: 'login.failed' } })
    expect((await receiver.receive(signed(message('nope', 1)))).code).toBe('event-unknown')
  })

  it('goes by the headers where senders prove their origin differently', async () => {
    const both = createReceiver({ dialect: [acme, djinn], secrets: [secret] })
    const request = await signedRequest(djinn, fixture('cron'), { secret })
    expect(await both.receive(request)).toMatchObject({ code: 'handled', event: { dialect: 'djinn' } })
    expect(await both.receive(paid)).toMatchObject({ code: 'handled', event: { dialect: 'acme' } })
    expect(await both.receive({ ...paid, headers: {} })).toMatchObject({
      code: 'unverified',
      reason: 'missing',
    })
  })

  it('gives each dialect the secrets of its schemes', async () => {
    const other = { ...acmeAudit, schemes: { audit: hmacHex({ header: 'X-Audit' }) } }
    const both = createReceiver({ dialect: [acme, other], secrets: { hmac: [secret], audit: ['b'] } })
    expect((await both.receive(paid)).code).toBe('handled')
    expect(() => createReceiver({ dialect: [acme, other], secrets: { hmac: ['a'] } })).toThrow(HookstampError)
    expect(() => createReceiver({ dialect: [acme, other], secrets: { hmac: ['a'], x: ['b'] } })).toThrow(
      /"x"/,
    )
  })
})

describe('secrets', () => {
  it.each([
    ['no secret', [], 'secret-empty'],
    ['an empty secret', [''], 'secret-empty'],
    ['a missing environment variable', [undefined as never], 'secret-empty'],
    ['an unknown scheme', { nope: ['a'] }, 'scheme-unknown'],
  ])('refuses %s at construction', (_name, secrets, code) => {
    expect(() => createReceiver({ dialect: acme, secrets })).toThrow(expect.objectContaining({ code }))
  })

  it('looks them up per request, by URL and headers', async () => {
    const receiver = createReceiver({
      dialect: acme,
      secrets: async ({ url }) => (url === '/tenants/7' ? [secret] : undefined),
    })
    expect((await receiver.receive({ ...paid, url: '/tenants/7' })).code).toBe('handled')
    expect(await receiver.receive({ ...paid, url: '/tenants/8' })).toMatchObject({
      code: 'unverified',
      reason: 'no-secret',
    })
  })

  it('answers 503 and tells onError when the lookup throws', async () => {
    const errors: HookstampError[] = []
    const down = new Error('database down')
    const receiver = createReceiver({ dialect: acme, secrets: () => Promise.reject(down) })
    receiver.onError((error) => errors.push(error))
    expect((await receiver.receive(paid)).code).toBe('secrets-unavailable')
    expect(errors).toMatchObject([{ code: 'secrets-unavailable', cause: down }])
  })

  it('skips a malformed one that was looked up, and reports it', async () => {
    const codes: string[] = []
    const receiver = createReceiver({ dialect: acme, secrets: () => ['', secret] })
    receiver.onError((error) => codes.push(error.code))
    expect(await receiver.receive(paid)).toMatchObject({
      code: 'handled',
      event: { verified: { secretIndex: 1 } },
    })
    expect(codes).toEqual(['secret-malformed'])
  })

  it('refuses bad settings at construction even when secrets are looked up', () => {
    const options = { dialect: acme, secrets: () => [secret] }
    const invalid = expect.objectContaining({ code: 'option-invalid' })
    expect(() => createReceiver({ ...options, toleranceSeconds: 0 })).toThrow(invalid)
    expect(() => createReceiver({ ...options, maxBodyBytes: 0 })).toThrow(invalid)
    expect(() => createReceiver({ ...options, bodyTimeoutMs: Number.NaN })).toThrow(invalid)
    expect(() => createReceiver({ ...options, allowDowngradeTo: ['nope'] })).toThrow(
      expect.objectContaining({ code: 'scheme-unknown' }),
    )
  })
})

describe('errors', () => {
  it('ends the run at a handler that fails, and keeps the event for onError', async () => {
    const later = vi.fn()
    const failure = new Error('boom')
    const seen: unknown[] = []
    const outcome = await receiverOf()
      .onAny(() => Promise.reject(failure))
      .onAny(later)
      .onError((error, { event, request }) => seen.push(error.code, error.cause, event?.type, request.method))
      .receive(paid)
    expect(outcome).toMatchObject({ ok: false, code: 'handler-failed', cause: failure })
    expect(later).not.toHaveBeenCalled()
    expect(seen).toEqual(['handler-failed', failure, 'invoice.paid', 'POST'])
  })

  it('writes faults of our side to the console when nobody listens, refused strangers not', async () => {
    const console_ = vi.spyOn(console, 'error').mockReturnValue()
    const receiver = receiverOf().onAny(() => {
      throw new Error('boom')
    })
    await receiver.receive({ ...paid, headers: {} })
    expect(console_).not.toHaveBeenCalled()
    await receiver.receive(paid)
    expect(console_).toHaveBeenCalledWith(expect.objectContaining({ code: 'handler-failed' }))
  })

  it('survives a listener that fails', async () => {
    const console_ = vi.spyOn(console, 'error').mockReturnValue()
    const receiver = receiverOf().onError(() => Promise.reject(new Error('listener')))
    expect((await receiver.receive({ ...paid, headers: {} })).code).toBe('unverified')
    expect(console_).toHaveBeenCalledTimes(1)
  })

  it('never lets a secret into an error', async () => {
    const texts: string[] = []
    const receiver = receiverOf().onError((error) => texts.push(String(error.stack) + JSON.stringify(error)))
    for (const request of [
      { ...paid, body: paid.body.slice(1) },
      { ...paid, headers: {} },
      signed('{', {}),
    ]) {
      await receiver.receive(request)
    }
    expect(texts).toHaveLength(3)
    for (const text of texts) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(paid.headers['x-acme-signature'])
    }
  })
})

describe('verify', () => {
  it('stops after the typed event', async () => {
    const handler = vi.fn()
    const receiver = receiverOf().onAny(handler)
    const verification = await receiver.verify(paid)
    expect(verification).toMatchObject({ ok: true, code: 'verified', event: { type: 'invoice.paid' } })
    expect(handler).not.toHaveBeenCalled()
    expect((await receiver.verify(signed(message('nope', 1)))).code).toBe('event-unknown')
  })
})

describe('ready', () => {
  it('loads the schemas ahead of the first event', async () => {
    await createReceiver({ dialect: djinn, secrets: ['a'] }).ready()
    expect(djinn.schema('cron', 'loose')).not.toBeInstanceOf(Promise)
  })

  it('says what is missing', async () => {
    const dialect = { ...acme, schema: () => Promise.reject(new HookstampError('dependency-missing', 'zod')) }
    const receiver = createReceiver({ dialect, secrets: [secret] }).onError(() => undefined)
    await expect(receiver.ready()).rejects.toMatchObject({ code: 'dependency-missing' })
    expect((await receiver.receive(paid)).code).toBe('dependency-missing')
  })
})

describe('types', () => {
  it('follow the dialect', () => {
    const receiver = receiverOf()
    type Paid = EventOf<typeof acme, 'invoice.paid'>
    const cents: (event: Paid) => number = ({ payload }) => payload.cents
    const type: (event: WebhookOf<typeof receiver>) => 'invoice.paid' | 'invoice.voided' | 'ping' = (event) =>
      event.type
    expect([cents, type]).toHaveLength(2)
    // @ts-expect-error a misspelt field
    receiver.on('invoice.paid', ({ payload }) => payload.cent)
    // @ts-expect-error a strict view is no option here
    expect(() => createReceiver({ dialect: acme, secrets: [secret], validation: 'strct' })).not.toThrow()
    receiver.on(['invoice.paid', 'ping'], ({ type, payload }) => {
      if (type === 'ping') void payload.n
      else void payload.cents
    })
  })
})
