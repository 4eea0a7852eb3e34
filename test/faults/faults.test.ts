/** What happens to processes, not to code: one is paused past its lease, the clock of one is set. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { engineNames } from '../crash/servers.js'
import type { EngineName } from '../crash/engines.js'
import { isLeftOut } from '../services/missing.js'
import { stageOf, type Stage } from './puppet.js'

// Processes that start, and leases that run out in servers.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const HOUR_MS = 3_600_000
const LEASE_MS = 1000

async function open(engine: EngineName): Promise<{ engine: EngineName; stage: Stage | string }> {
  return { engine, stage: await stageOf(engine) }
}

describe.each(await Promise.all(engineNames.map(open)))('$engine', ({ engine, stage }) => {
  const missing = typeof stage === 'string' ? stage : undefined
  describe.skipIf(isLeftOut(`faults of processes: ${engine}`, missing))('', () => {
    const start = async () => (stage as Stage).start()
    afterEach(() => (stage as Stage).endAll())
    afterAll(async () => {
      if (typeof stage !== 'string') await stage.close()
    })

    it('refuses to settle for a process that was paused past its lease', async () => {
      const id = randomUUID()
      const paused = await start()
      await paused.tell('enqueue', [id])
      const [lost] = await paused.tell('claim', LEASE_MS)
      if (lost === undefined) return expect.unreachable()
      paused.pause()
      const other = await start()
      // A file has one owner, asleep or not: it finds by itself that its lease is over.
      if (engine === 'sqlite') {
        expect(other.started).toBe('database-owned')
        paused.goOn()
      }
      const taker = engine === 'sqlite' ? paused : other
      const [taken] = await taker.tell('claim', LEASE_MS * 60)
      if (taken === undefined) return expect.unreachable()
      expect(taken.id).toBe(id)
      paused.goOn()
      expect(await paused.tell('extend', lost)).toBe(false)
      expect(await paused.tell('settle', lost)).toBe(false)
      // Nothing of that has touched the claim of the other.
      expect(await taker.tell('extend', taken)).toBe(true)
      expect(await taker.tell('settle', taken)).toBe(true)
      expect(await taker.tell('settle', taken)).toBe(false)
      expect(await taker.tell('claimOnce', LEASE_MS)).toEqual([])
      expect([paused.complaints(), taker.complaints()]).toEqual(['', ''])
    })

    it('sends everything once while the clock of the process is set by hours', async () => {
      const puppet = await start()
      await puppet.tell('work', 25, LEASE_MS)
      await puppet.tell('emit', 10)
      await puppet.tell('untilSent', 10)
      await puppet.tell('setClock', 6 * HOUR_MS)
      await puppet.tell('emit', 5)
      await puppet.tell('untilSent', 15)
      // Under way for longer than a lease, by a clock that goes on.
      await puppet.tell('wait', 2.5 * LEASE_MS)
      await puppet.tell('setClock', -12 * HOUR_MS)
      await puppet.tell('emit', 5)
      await puppet.tell('untilSent', 20)
      await puppet.tell('wait', 2.5 * LEASE_MS)
      // No room for half of these before the rest is answered, and by then it is earlier than when they were emitted.
      await puppet.tell('emit', 10)
      await puppet.tell('setClock', -HOUR_MS)
      await puppet.tell('answer')
      await puppet.tell('untilEnded', 20)
      await puppet.tell('setClock', HOUR_MS)
      const { sent, pending } = await puppet.tell('untilEnded', 30)
      expect([sent.length, new Set(sent).size, pending]).toEqual([30, 30, 0])
      expect(puppet.complaints()).toBe('')
    })
  })
})
