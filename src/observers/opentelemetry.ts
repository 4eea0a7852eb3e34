/**
 * Spans and metrics by OpenTelemetry. Names and attributes follow its semantic conventions 1.45; those of messaging are
 * still in development there, so they are written out here instead of imported.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/
 */
import type * as OpenTelemetryApi from '@opentelemetry/api'
import type { Attributes, Link, SpanContext } from '@opentelemetry/api'
import type { Attempt, StoredEvent } from '../ports/delivery.js'
import type { Telemetry } from '../ports/telemetry.js'

/** The package `@opentelemetry/api`, as `import * as api` gives it. */
export type OpenTelemetry = Pick<
  typeof OpenTelemetryApi,
  'trace' | 'metrics' | 'context' | 'propagation' | 'SpanKind' | 'SpanStatusCode' | 'TraceFlags'
>

export interface OpenTelemetryOptions {
  /**
   * Whether receivers get `traceparent` and whatever else the registered propagator sends. It tells third parties your trace ids.
   * @default false
   */
  readonly propagate?: boolean
}

// As the conventions advise for this metric.
const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/
const NS_PER_SECOND = 1e9

/**
 * Telemetry by OpenTelemetry: a PRODUCER span `send <event type>` for each emission, a CLIENT span `POST` linked to it
 * for each attempt, the metric `http.client.request.duration`. Without a registered SDK it does nothing.
 *
 * @param api the optional peer `@opentelemetry/api`
 * @example
 * import * as api from '@opentelemetry/api'
 * const dispatcher = createDispatcher({ …, telemetry: openTelemetry(api) })
 */
export function openTelemetry(
  api: OpenTelemetry,
  { propagate = false }: OpenTelemetryOptions = {},
): Telemetry {
  const tracer = api.trace.getTracer('hookstamp')
  const duration = api.metrics.getMeter('hookstamp').createHistogram('http.client.request.duration', {
    description: 'Duration of webhook requests.',
    unit: 's',
    advice: { explicitBucketBoundaries: DURATION_BUCKETS },
  })

  return {
    startEmission: (event) => {
      const attributes = emissionAttributes(event)
      const span = tracer.startSpan(`send ${event.type}`, { kind: api.SpanKind.PRODUCER, attributes })
      return {
        traceContext: toTraceparent(span.spanContext()),
        end: (error) => {
          if (error !== undefined) {
            const type = errorTypeOf(error)
            span.setAttribute('error.type', type)
            span.setStatus({ code: api.SpanStatusCode.ERROR, message: type })
          }
          span.end()
        },
      }
    },
    startAttempt: ({ event, delivery, webhook, number }) => {
      const attributes = requestAttributes(webhook.payloadUrl)
      const span = tracer.startSpan('POST', {
        kind: api.SpanKind.CLIENT,
        attributes: {
          ...attributes,
          'url.full': withoutSecrets(webhook.payloadUrl),
          'messaging.message.id': event.id,
          'hookstamp.delivery.id': delivery.id,
          ...(number > 1 && { 'http.request.resend_count': number - 1 }),
        },
        // Not its child: a retry comes hours later, when that trace is long over.
        links: linksTo(event),
      })
      const headers: Record<string, string> = {}
      if (propagate) api.propagation.inject(api.trace.setSpan(api.context.active(), span), headers)
      return {
        headers,
        end: (attempt) => {
          const result = resultAttributes(attempt)
          span.setAttributes(result)
          if (attempt.outcome !== 'succeeded') span.setStatus({ code: api.SpanStatusCode.ERROR })
          span.end()
          duration.record((attempt.durationNs ?? 0) / NS_PER_SECOND, { ...attributes, ...result })
        },
      }
    },
  }
}

function emissionAttributes(event: StoredEvent): Attributes {
  return {
    'messaging.system.name': 'hookstamp',
    'messaging.operation.type': 'send',
    'messaging.operation.name': 'send',
    'messaging.destination.name': event.type,
    'messaging.message.id': event.id,
    'messaging.message.body.size': event.body.length,
    'hookstamp.namespace.id': event.namespaceId,
  }
}

function requestAttributes(url: string): Attributes {
  const { hostname, port, protocol } = new URL(url)
  return {
    'http.request.method': 'POST',
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  }
}

function resultAttributes({ response, error, outcome }: Attempt): Attributes {
  return {
    ...(response !== null && { 'http.response.status_code': response.status }),
    ...(outcome !== 'succeeded' && { 'error.type': error?.code ?? String(response?.status) }),
  }
}

/** User and password, query and fragment of a URL are where people put tokens. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

function errorTypeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
  return error instanceof Error ? error.name : 'unknown'
}

function toTraceparent({ traceId, spanId, traceFlags }: SpanContext): string | null {
  // Without an SDK there is nothing to be linked to.
  if (/^0*$/.test(traceId)) return null
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

function linksTo({ traceContext }: StoredEvent): Link[] {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceContext ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return []
  return [{ context: { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true } }]
}
