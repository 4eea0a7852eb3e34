import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { expect, test } from 'vitest'
import { diagnosticsObserver } from 'hookstamp/observers/diagnostics'
import { setup } from '../dispatcher/setup.js'

test('every change goes to the channel of its kind, beside other observers', async () => {
  const seen: unknown[] = []
  const published: unknown[] = []
  const listen = (message: unknown): void => void published.push(message)
  subscribe('hookstamp:attempted', listen)
  const { dispatcher, namespaceId, webhook } = await setup({
    observe: [diagnosticsObserver(), (change) => seen.push(change)],
  })
  await webhook()
  await dispatcher.emit('order.paid', { id: 1 }, { namespaceId })
  await dispatcher.drain()
  unsubscribe('hookstamp:attempted', listen)
  expect(published).toEqual([seen.at(-1)])
  expect(published).toEqual([expect.objectContaining({ kind: 'attempted' })])
})
