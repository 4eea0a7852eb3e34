import { expect, test, vi } from 'vitest'
import { transportByScheme } from 'hookstamp/transports/by-scheme'
import type { Transport, TransportCapabilities } from '../../src/ports/transport.js'
import { setup } from '../dispatcher/setup.js'
import { requestTo } from './receiver.js'

/** What somebody might plug in for a broker. */
function queue(sent: string[], egress: TransportCapabilities['egress'] = 'none'): Transport {
  return {
    caps: { egress },
    checkUrl: () => undefined,
    send: async ({ url }) => {
      sent.push(url)
      return { response: { status: 202, headers: {}, body: new Uint8Array() }, durationNs: 1 }
    },
    close: vi.fn(),
  }
}

test('hands each request to the transport of its scheme, in any casing, and no other', async () => {
  const [orders, broker]: string[][] = [[], []]
  const transport = transportByScheme({
    'queue:': queue(orders as string[]),
    'amqp+tls:': queue(broker as string[]),
  })
  for (const url of ['queue://orders/a', 'QUEUE:b', 'amqp+tls://broker/c']) {
    expect(transport.checkUrl(url, { ssl: false })).toBeUndefined()
    expect((await transport.send(requestTo(url))).response?.status).toBe(202)
  }
  expect([orders, broker]).toEqual([['queue://orders/a', 'QUEUE:b'], ['amqp+tls://broker/c']])
})

test.each([
  '',
  'nonsense',
  ' queue:a',
  'qu\neue:a',
  '\tqueue:a',
  '//queue:a',
  'https://a',
  `${'x'.repeat(9_999)}:`,
])('no transport for %j: refused when saved and when sent', async (url) => {
  const sent: string[] = []
  const transport = transportByScheme({ 'queue:': queue(sent) })
  expect(transport.checkUrl(url, { ssl: false })?.code).toBe('url-invalid')
  const { error, durationNs } = await transport.send(requestTo(url))
  expect([error?.code, durationNs, sent]).toEqual(['url-invalid', 0, []])
  expect(error?.message.length).toBeLessThan(200)
})

test('what it says to guard is what all of them do', () => {
  const of = (...egress: TransportCapabilities['egress'][]): string =>
    transportByScheme(Object.fromEntries(egress.map((one) => [`${one}:`, queue([], one)]))).caps.egress
  expect(of('pinned')).toBe('pinned')
  expect(of('pinned', 'literal-only')).toBe('literal-only')
  expect(of('pinned', 'none', 'literal-only')).toBe('none')
})

test('closes each of them, once', async () => {
  const [one, two] = [queue([]), queue([])]
  await transportByScheme({ 'a:': one, 'b:': one, 'c:': two }).close()
  expect(one.close).toHaveBeenCalledTimes(1)
  expect(two.close).toHaveBeenCalledTimes(1)
})

test.each([{}, { https: queue([]) }, { 'HTTPS:': queue([]) }, { 'https://': queue([]) }, { ':': queue([]) }])(
  'keys that are no schemes are refused: %#',
  (transports: Record<string, Transport>) => {
    expect(() => transportByScheme(transports)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  },
)

test('a webhook of another scheme is delivered like any other', async () => {
  const orders: string[] = []
  const web: string[] = []
  const transport = transportByScheme({ 'https:': queue(web), 'queue:': queue(orders) })
  const { dispatcher, namespaceId, webhook, store } = await setup({ transport })
  await webhook({ payloadUrl: 'queue://orders/paid' })
  await webhook({ payloadUrl: 'https://example.com/' })
  const lost = await webhook({ payloadUrl: 'lost://orders' })
  await dispatcher.emit('order.paid', { id: 7 }, { namespaceId })
  await dispatcher.drain()
  expect([orders, web]).toEqual([['queue://orders/paid'], ['https://example.com/']])
  expect((await store.webhooks.get(lost))?.lastResponse?.error).toContain('lost: has no transport')
})
