import fc from 'fast-check'
import Database from 'libsql'
import { describe, test } from 'vitest'
import { memoryQueue } from 'hookstamp/queues/memory'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { fakeClock, type FakeClock } from 'hookstamp/testing'
import { systemRandom } from '../../src/internal/random.js'
import { uuidFactory } from '../../src/internal/uuid.js'
import type { Queue } from '../../src/ports/queue.js'
import { expectNothingLost, queueCommands, type QueueModel, type QueueReal } from './queue-model.js'

interface Engine {
  readonly name: string
  readonly runs: number
  open(clock: FakeClock): { readonly queue: Queue; reopen?(): Promise<Queue>; end(): void | Promise<void> }
}

const engines: readonly Engine[] = [
  { name: 'memory', runs: 500, open: (clock) => ({ queue: memoryQueue({ clock }), end: () => {} }) },
  {
    name: 'SQLite',
    runs: 100,
    open: (clock) => {
      const database = new Database(':memory:')
      let queue = sqliteQueue(database, { clock })
      return {
        queue,
        reopen: async () => {
          await queue.close()
          return (queue = sqliteQueue(database, { clock }))
        },
        end: async () => {
          await queue.close()
          database.close()
        },
      }
    },
  },
]

describe.each(engines)('a queue on $name', ({ open, runs }) => {
  test('does what the model does, whatever happens in whichever order', async () => {
    const probe = open(fakeClock())
    const canCrash = probe.reopen !== undefined
    await probe.end()
    await fc.assert(
      fc.asyncProperty(queueCommands(canCrash), async (commands) => {
        const clock = fakeClock()
        const opened = open(clock)
        const newId = uuidFactory(clock, systemRandom)
        const realOf = (queue: Queue): QueueReal => ({
          queue,
          clock,
          newId,
          crash: async () => realOf((await opened.reopen?.()) ?? queue),
        })
        const model: QueueModel = { items: new Map(), held: [], ids: [] }
        const real = { current: realOf(opened.queue) }
        try {
          await fc.asyncModelRun(() => ({ model, real }), commands)
          await expectNothingLost(model, real.current)
        } finally {
          await opened.end()
        }
      }),
      { numRuns: runs },
    )
  }, 60_000)
})
