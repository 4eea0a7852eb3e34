/** From events to stored deliveries: prepare, write, line up, tell. */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { NewEvent } from '../ports/delivery.js'
import type { EmissionSpan, Telemetry } from '../ports/telemetry.js'
import { earlierEmission, emissionOf, type Emission, type EmitManyOptions } from './emission.js'
import type { Observer } from './observe.js'
import { prepareEvent, type EventIn, type PrepareContext } from './prepare.js'
import { checkTransaction, type Recorder, type RecordOptions } from './record.js'

export interface EmitContext extends PrepareContext {
  readonly record: Recorder
  readonly observe: Observer | undefined
  readonly telemetry: Telemetry | undefined
}

/** Emits all or nothing: if one event is refused, none is stored. */
export async function emitEvents(
  context: EmitContext,
  events: readonly EventIn[],
  options: EmitManyOptions,
): Promise<readonly Emission[]> {
  const { signal } = options
  signal?.throwIfAborted()
  const tx = checkTransaction(context.store, options)
  const batch: NewEvent[] = []
  for (const event of events) batch.push(await prepareEvent(context, event, tx))
  signal?.throwIfAborted()
  if (options.dryRun === true) return batch.map((one) => ({ ...emissionOf(one), deliveryIds: [] }))

  // What nobody hears of is not stored, unless it has to be known again.
  const stored = batch.filter(
    ({ event, deliveries }) => deliveries.length > 0 || event.idempotencyKey !== null,
  )
  if (stored.length === 0) return batch.map(emissionOf)
  const recording = record(context, stored, signal === undefined ? tx : { ...tx, signal })
  const eventIds = recording instanceof Promise ? await recording : recording
  const fresh = stored.filter(({ event }, index) => eventIds[index] === event.id)
  for (const { event, deliveries } of fresh) context.observe?.({ kind: 'emitted', event, deliveries })
  if (fresh.length === stored.length) return batch.map(emissionOf)
  const heldBy = new Map(stored.map(({ event }, index) => [event, eventIds[index] as string]))
  return Promise.all(
    batch.map((one) => {
      const eventId = heldBy.get(one.event) ?? one.event.id
      return eventId === one.event.id ? emissionOf(one) : earlierEmission(context.store, eventId, tx)
    }),
  )
}

/** Writes events, followed by telemetry if there is any. */
function record(
  { record: write, telemetry }: EmitContext,
  events: readonly NewEvent[],
  options: RecordOptions,
): MaybePromise<readonly string[]> {
  return telemetry === undefined ? write(events, options) : recordTraced(write, telemetry, events, options)
}

async function recordTraced(
  write: Recorder,
  telemetry: Telemetry,
  events: readonly NewEvent[],
  options: RecordOptions,
): Promise<readonly string[]> {
  const spans: EmissionSpan[] = []
  const traced = events.map(({ event, deliveries }) => {
    const span = telemetry.startEmission(event)
    spans.push(span)
    return { event: { ...event, traceContext: span.traceContext }, deliveries }
  })
  try {
    const eventIds = await write(traced, options)
    for (const span of spans) span.end()
    return eventIds
  } catch (error) {
    for (const span of spans) span.end(error)
    throw error
  }
}
