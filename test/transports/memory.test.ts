import { expect, test } from 'vitest'
import { utf8 } from '../../src/internal/bytes.js'
import type { TransportRequest } from '../../src/ports/transport.js'
import { hmacHex } from '../../src/signing/hmac-hex.js'
import { memoryTransport, toHaveDelivered } from '../../src/transports/memory.js'

function request(changes: Partial<TransportRequest> = {}): TransportRequest {
  const body = utf8('{"build":{"status":"failed","tags":["a","b"]}}')
  return {
    url: 'https://ci.example/hook',
    headers: { 'X-Djinn-CI-Event': 'build.finished' },
    body,
    ssl: true,
    ...changes,
  }
}

test('answers 200 with nothing, unless told otherwise', async () => {
  expect(await memoryTransport().send(request())).toEqual({
    response: { status: 200, headers: {}, body: new Uint8Array() },
    durationNs: 0,
  })
})

test('answers a status, a whole response, an error, or what a function says of each request', async () => {
  expect((await memoryTransport({ respond: 503 }).send(request())).response?.status).toBe(503)
  const whole = memoryTransport({ respond: { status: 429, headers: { 'retry-after': '1' }, body: 'wait' } })
  expect((await whole.send(request())).response).toEqual({
    status: 429,
    headers: { 'retry-after': '1' },
    body: utf8('wait'),
  })
  const error = { code: 'connect-failed', message: 'down' }
  expect(await memoryTransport({ respond: { error, retry: 'at-once' } }).send(request())).toEqual({
    error,
    retry: 'at-once',
    durationNs: 0,
  })
  const recovering = memoryTransport({
    respond: ({ url }, number) => (url.endsWith('hook') && number < 2 ? 500 : 204),
  })
  const statuses = [
    await recovering.send(request()),
    await recovering.send(request()),
    await recovering.send(request()),
  ]
  expect(statuses.map(({ response }) => response?.status)).toEqual([500, 500, 204])
})

test('a function that throws is an attempt that failed', async () => {
  const transport = memoryTransport({
    respond: () => {
      throw new Error('oops')
    },
  })
  expect((await transport.send(request())).error?.message).toContain('oops')
})

test('finds what was delivered by url, header and part of the body', async () => {
  const transport = memoryTransport()
  await transport.send(request())
  await transport.send(request({ url: 'https://other.example/', body: utf8('no json') }))
  expect(transport.delivered()).toHaveLength(2)
  expect(transport.delivered({ url: 'https://other.example/' })).toEqual([transport.requests[1]])
  expect(transport.delivered({ headers: { 'x-djinn-ci-event': 'build.finished' } })).toHaveLength(2)
  expect(transport.delivered({ headers: { 'x-djinn-ci-event': 'build' } })).toHaveLength(0)
  expect(transport.delivered({ json: { build: { status: 'failed' } } })).toEqual([transport.requests[0]])
  expect(transport.delivered({ json: { build: { tags: ['a', 'b'] } } })).toHaveLength(1)
  expect(transport.delivered({ json: { build: { tags: ['a'] } } })).toHaveLength(0)
  expect(transport.delivered({ json: { build: { status: undefined } } })).toHaveLength(0)
  expect(transport.delivered({ json: { toString: undefined } })).toHaveLength(0)
})

test('what is recorded does not change with the bytes that were sent', async () => {
  const transport = memoryTransport()
  const sent = request()
  await transport.send(sent)
  sent.body.fill(0)
  expect(transport.requests[0]?.json).toEqual({ build: { status: 'failed', tags: ['a', 'b'] } })
  expect(transport.requests[0]?.header('X-DJINN-ci-event')).toBe('build.finished')
  expect(transport.requests[0]?.header('X-Other')).toBeUndefined()
})

test('tells whose secret a request was signed with', async () => {
  const scheme = hmacHex({ header: 'X-Signature', prefix: 'sha256=' })
  const { body } = request()
  const message = { id: 'e1', timestamp: 0, body }
  const proof = await scheme.sign(message, [scheme.importSecret('s3cret', 'sign')])
  const transport = memoryTransport()
  await transport.send(request({ headers: { ...proof } }))
  await transport.send(request())
  const [signed, unsigned] = transport.requests
  expect(await signed?.isSignedWith(scheme, 's3cret')).toBe(true)
  expect(await signed?.isSignedWith({ schemes: { signature: scheme } }, 's3cret')).toBe(true)
  expect(await signed?.isSignedWith(scheme, 'other')).toBe(false)
  expect(await unsigned?.isSignedWith(scheme, 's3cret')).toBe(false)
})

test('toHaveDelivered says what was sent instead', async () => {
  const transport = memoryTransport()
  expect(toHaveDelivered(transport).message()).toContain('Nothing was sent')
  await transport.send(request())
  const failed = toHaveDelivered(transport, { url: 'https://else.example/' })
  expect(failed.pass).toBe(false)
  expect(failed.message()).toContain('POST https://ci.example/hook {"build"')
  const passed = toHaveDelivered(transport, { json: { build: { status: 'failed' } } })
  expect(passed.pass).toBe(true)
  expect(passed.message()).toContain('Expected no delivery')
  expect.extend({ toHaveDelivered })
  const extended = expect(transport) as unknown as { toHaveDelivered(expected: object): void }
  extended.toHaveDelivered({ url: 'https://ci.example/hook' })
  expect(() => extended.toHaveDelivered({ url: 'https://else.example/' })).toThrowError('else.example')
})

test('guards nothing, but holds URLs to their rules and ssl to https', async () => {
  const transport = memoryTransport()
  expect(transport.caps.egress).toBe('none')
  expect(transport.checkUrl('https://10.0.0.1:9/', { ssl: true })).toBeUndefined()
  expect((await transport.send(request({ url: 'http://ci.example/' }))).error?.code).toBe('url-not-https')
  expect((await transport.send(request({ url: 'nonsense' }))).error?.code).toBe('url-invalid')
  await transport.close()
  expect((await transport.send(request())).error?.code).toBe('transport-closed')
  expect(transport.requests).toHaveLength(0)
})

test('a request’s own deadline and certificates are on record', async () => {
  const transport = memoryTransport()
  const tls = { ca: 'any' }
  await transport.send(request({ timeoutMs: 5, tls }))
  expect(transport.requests[0]).toMatchObject({ timeoutMs: 5, tls })
})
