import fc from 'fast-check'
import { describe, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { fakeClock, type FakeClock } from 'hookstamp/testing'
import { systemRandom } from '../../src/internal/random.js'
import { uuidFactory } from '../../src/internal/uuid.js'
import type { Queue } from '../../src/ports/queue.js'
import { expectNothingLost, queueCommands, type QueueModel, type QueueReal } from './queue-model.js'

interface Engine {
  readonly name: string
  readonly runs: number
  open(clock: FakeClock): { readonly queue: Queue; reopen?(): Queue; end(): void }
}

const engines: readonly Engine[] = [
  { name: 'memory', runs: 500, open: (clock) => ({ queue: memoryQueue({ clock }), end: () => {} }) },
]

describe.each(engines)('a queue on $name', ({ open, runs }) => {
  test('does what the model does, whatever happens in whichever order', async () => {
    const canCrash = open(fakeClock()).reopen !== undefined
    await fc.assert(
      fc.asyncProperty(queueCommands(canCrash), async (commands) => {
        const clock = fakeClock()
        const opened = open(clock)
        const newId = uuidFactory(clock, systemRandom)
        const realOf = (queue: Queue): QueueReal => ({
          queue,
          clock,
          newId,
          crash: async () => realOf(opened.reopen?.() ?? queue),
        })
        const model: QueueModel = { items: new Map(), held: [], ids: [] }
        const real = { current: realOf(opened.queue) }
        try {
          await fc.asyncModelRun(() => ({ model, real }), commands)
          await expectNothingLost(model, real.current)
        } finally {
          opened.end()
        }
      }),
      { numRuns: runs },
    )
  })
})
