import { channel, type Channel } from 'node:diagnostics_channel'
import type { DispatcherChange, Observer } from '../dispatcher/observe.js'

/**
 * An observer that publishes every change to a channel of its own, `hookstamp:` and its kind: whoever wants to watch
 * subscribes, without touching the code that sends. Costs next to nothing while nobody does.
 *
 * @example
 * const dispatcher = createDispatcher({ …, observe: diagnosticsObserver() })
 * // anywhere else
 * diagnosticsChannel.subscribe('hookstamp:webhook-paused', (change) => log(change))
 * @see https://nodejs.org/api/diagnostics_channel.html
 */
export function diagnosticsObserver(): Observer {
  const channels = new Map<string, Channel>()
  return (change: DispatcherChange) => {
    let to = channels.get(change.kind)
    if (to === undefined) channels.set(change.kind, (to = channel(`hookstamp:${change.kind}`)))
    if (to.hasSubscribers) to.publish(change)
  }
}
