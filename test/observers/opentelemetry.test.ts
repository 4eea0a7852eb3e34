import * as api from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTelemetry } from 'hookstamp/observers/opentelemetry'
import { setup, type Answer } from '../dispatcher/setup.js'

// Before any SDK is registered, as in a program without one.
test('without a registered SDK nothing is traced, stored or sent', async () => {
  const one = await setup({ telemetry: openTelemetry(api, { propagate: true }) })
  await one.webhook()
  const { eventId } = await one.dispatcher.emit('order.paid', { id: 1 }, { namespaceId: one.namespaceId })
  await one.dispatcher.drain()
  expect((await one.store.deliveries.event(eventId))?.traceContext).toBeNull()
  expect(Object.keys(one.sent[0]?.headers ?? {})).not.toContain('traceparent')
})

describe('with a real SDK', () => {
  const spans = new InMemorySpanExporter()
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 2 ** 30 })

  beforeAll(() => {
    api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    api.propagation.setGlobalPropagator({
      inject: (context, carrier, setter) => {
        const span = api.trace.getSpanContext(context)
        setter.set(carrier, 'traceparent', `00-${span?.traceId}-${span?.spanId}-01`)
      },
      extract: (context) => context,
      fields: () => ['traceparent'],
    })
    api.trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
    )
    api.metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  })
  beforeEach(() => spans.reset())
  afterAll(async () => {
    await reader.shutdown()
    for (const part of [api.trace, api.metrics, api.context, api.propagation]) part.disable()
  })

  const url = 'https://user:canary@example.com:8443/hooks?token=canary'
  async function run(
    answers: readonly Answer[],
    propagate = false,
  ): Promise<{ finished: ReadableSpan[]; headers: object[] }> {
    const one = await setup({
      telemetry: openTelemetry(api, { propagate }),
      answer: (_request, count) => answers[count - 1] ?? 204,
    })
    await one.webhook({ payloadUrl: url })
    const root = api.trace.getTracer('test').startSpan('request')
    await api.context.with(api.trace.setSpan(api.context.active(), root), () =>
      one.dispatcher.emit('order.paid', { id: 1 }, { namespaceId: one.namespaceId }),
    )
    root.end()
    one.dispatcher.start()
    await one.clock.advance(600_000)
    await one.dispatcher.stop()
    return { finished: spans.getFinishedSpans(), headers: one.sent.map((request) => request.headers) }
  }
  const named = (finished: ReadableSpan[], name: string): ReadableSpan[] =>
    finished.filter((span) => span.name === name)

  test('an emission is a PRODUCER in the emitter’s trace, an attempt a CLIENT linked to it', async () => {
    const { finished } = await run([])
    const [producer] = named(finished, 'send order.paid') as [ReadableSpan]
    const [client] = named(finished, 'POST') as [ReadableSpan]
    const [request] = named(finished, 'request') as [ReadableSpan]
    expect(producer.kind).toBe(api.SpanKind.PRODUCER)
    expect(producer.parentSpanContext?.spanId).toBe(request.spanContext().spanId)
    expect(producer.attributes).toMatchObject({
      'messaging.system.name': 'hookstamp',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'order.paid',
      'messaging.message.id': expect.any(String),
      'messaging.message.body.size': expect.any(Number),
    })
    expect(client.kind).toBe(api.SpanKind.CLIENT)
    expect(client.links.map((link) => link.context.spanId)).toEqual([producer.spanContext().spanId])
    expect(client.links[0]?.context.traceId).toBe(producer.spanContext().traceId)
    expect(client.attributes).toMatchObject({
      'http.request.method': 'POST',
      'url.full': 'https://example.com:8443/hooks',
      'server.address': 'example.com',
      'server.port': 8443,
      'http.response.status_code': 204,
      'messaging.message.id': producer.attributes['messaging.message.id'],
    })
    expect(client.status.code).toBe(api.SpanStatusCode.UNSET)
  })

  test('failures say why, and retries count', async () => {
    const { finished } = await run([
      { error: { code: 'connect-failed', message: 'canary' }, durationNs: 5 },
      500,
    ])
    const attempts = named(finished, 'POST')
    expect(attempts.map((span) => span.attributes['error.type'])).toEqual([
      'connect-failed',
      '500',
      undefined,
    ])
    expect(attempts.map((span) => span.attributes['http.request.resend_count'])).toEqual([undefined, 1, 2])
    expect(attempts.map((span) => span.status.code)).toEqual([
      api.SpanStatusCode.ERROR,
      api.SpanStatusCode.ERROR,
      api.SpanStatusCode.UNSET,
    ])
    const told = finished.map((span) =>
      JSON.stringify([span.name, span.attributes, span.status, span.events]),
    )
    expect(told.join()).not.toContain('canary')
  })

  test('an emission that is not stored ends with its error', async () => {
    const one = await setup({ telemetry: openTelemetry(api) })
    await one.webhook()
    one.store.deliveries.add = () => Promise.reject(new Error('disk full'))
    const emitted = one.dispatcher.emit('order.paid', { id: 1 }, { namespaceId: one.namespaceId })
    await expect(emitted).rejects.toThrow('disk full')
    expect(spans.getFinishedSpans()[0]).toMatchObject({
      status: { code: api.SpanStatusCode.ERROR },
      attributes: { 'error.type': 'Error' },
    })
  })

  test('receivers hear of the trace only if that is asked for', async () => {
    const quiet = await run([])
    expect(Object.keys(quiet.headers[0] ?? {})).not.toContain('traceparent')
    spans.reset()
    const { headers, finished } = await run([], true)
    const [client] = named(finished, 'POST') as [ReadableSpan]
    const { traceId, spanId } = client.spanContext()
    expect(headers[0]).toMatchObject({ traceparent: `00-${traceId}-${spanId}-01` })
  })

  test('the time of requests is a histogram in seconds, by server and result', async () => {
    await run([500])
    await reader.forceFlush()
    const recorded = metrics.getMetrics().at(-1)?.scopeMetrics[0]?.metrics[0]
    expect(recorded?.descriptor).toMatchObject({ name: 'http.client.request.duration', unit: 's' })
    const keys = recorded?.dataPoints.flatMap((point) => Object.keys(point.attributes))
    expect(new Set(keys)).toEqual(
      new Set([
        'http.request.method',
        'server.address',
        'server.port',
        'http.response.status_code',
        'error.type',
      ]),
    )
  })
})
