import type { Validation } from '../dialect.js'
import type { HookstampError } from '../errors.js'
import { createReceiver } from '../receiver/create-receiver.js'
import type { AnyDialect, EventOf, TypesOf } from '../receiver/event.js'
import type { ReceiverOptions } from '../receiver/options.js'
import type { Receiver } from '../receiver/receiver.js'

/** A receiver that remembers what came, for any adapter to serve. */
export interface RecordingReceiver<Dialects, V extends Validation = 'loose'> extends Receiver<Dialects, V> {
  /** Every event handled so far, oldest first. */
  readonly events: readonly EventOf<Dialects, TypesOf<Dialects>, V>[]
  /** Everything not accepted so far, oldest first. */
  readonly errors: readonly HookstampError[]
  /**
   * The next event of a type, or of any: at once if it is there, else as soon as it comes. Each is handed out once.
   * Waits for ever; the test runner's own limit ends a wait in vain.
   */
  next<const Type extends TypesOf<Dialects> = TypesOf<Dialects>>(
    type?: Type,
  ): Promise<EventOf<Dialects, Type, V>>
}

/**
 * Makes a receiver for tests of whatever sends webhooks.
 *
 * @example
 * const receiver = recordingReceiver({ dialect: djinn, secrets: ['s3cret'] })
 * createServer(endpoint(receiver)).listen(port)
 * const { payload } = await receiver.next('build.finished')
 */
export function recordingReceiver<
  const Dialects extends AnyDialect | readonly AnyDialect[],
  V extends Validation = 'loose',
>(options: ReceiverOptions<Dialects, V>): RecordingReceiver<Dialects, V> {
  type Event = EventOf<Dialects, TypesOf<Dialects>, V>
  const events: Event[] = []
  const errors: HookstampError[] = []
  const untaken: Event[] = []
  const waiting: { readonly wants: (event: Event) => boolean; readonly take: (event: Event) => void }[] = []

  const receiver = createReceiver(options)
    .onAny((event) => {
      events.push(event)
      const position = waiting.findIndex(({ wants }) => wants(event))
      if (position < 0) untaken.push(event)
      else waiting.splice(position, 1)[0]?.take(event)
    })
    .onError((error) => errors.push(error))

  return Object.assign(receiver, {
    events,
    errors,
    next: (type?: string) => {
      const wants = (event: Event): boolean => type === undefined || (event as { type: string }).type === type
      const position = untaken.findIndex(wants)
      return position < 0
        ? new Promise((take: (event: Event) => void) => waiting.push({ wants, take }))
        : Promise.resolve(untaken.splice(position, 1)[0])
    },
  }) as unknown as RecordingReceiver<Dialects, V>
}
