import { expect, test } from 'vitest'
import type { Telemetry } from '../../src/ports/telemetry.js'
import { setup } from './setup.js'

const broken = new Error('exporter')
const fail = (): never => {
  throw broken
}
const span = { traceContext: 'trace', headers: { traceparent: 'trace' }, end: () => {} }

test.each<[string, Partial<Telemetry>]>([
  ['at the start of an emission', { startEmission: fail }],
  ['at its end', { startEmission: () => ({ ...span, end: fail }) }],
  ['at the start of an attempt', { startAttempt: fail }],
  ['at its end', { startAttempt: () => ({ ...span, end: fail }) }],
])('telemetry that throws %s is told of, and loses nothing', async (_name, part) => {
  const telemetry: Telemetry = { startEmission: () => span, startAttempt: () => span, ...part }
  const made = await setup({ telemetry })
  await made.webhook()
  const { deliveryIds } = await made.dispatcher.emit(
    'order.paid',
    { id: 7 },
    { namespaceId: made.namespaceId },
  )
  await made.dispatcher.drain()
  expect((await made.dispatcher.deliveries.get(deliveryIds[0] as string))?.state).toBe('delivered')
  expect(made.changes.filter(({ kind }) => kind === 'faulted')).toEqual([{ kind: 'faulted', error: broken }])
})

test('telemetry that answers nothing loses nothing either', async () => {
  const telemetry = { startEmission: () => {}, startAttempt: () => {} } as unknown as Telemetry
  const made = await setup({ telemetry })
  await made.webhook()
  await made.dispatcher.emit('order.paid', { id: 7 }, { namespaceId: made.namespaceId })
  await made.dispatcher.drain()
  expect(made.sent).toHaveLength(1)
  expect(made.changes.filter(({ kind }) => kind === 'faulted')).toHaveLength(2)
})
