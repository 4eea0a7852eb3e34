import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Queue } from '../ports/queue.js'
import type { Store } from '../ports/store.js'
import { memoryQueue } from './memory-queue.js'

/**
 * The queue that goes with a store when none is given.
 *
 * @throws HookstampError `queue-required` for a store that outlives the process
 */
export function queueOf({ caps }: Store, clock: Clock): Queue {
  if (caps.durability === 'memory') return memoryQueue({ clock })
  throw new HookstampError(
    'queue-required',
    'This store outlives the process, a queue in memory would not: pass the `queue` that belongs to it.',
  )
}
