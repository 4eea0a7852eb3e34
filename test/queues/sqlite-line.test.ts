import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { QueueItem } from '../../src/ports/queue.js'
import { createLine } from '../../src/queues/sqlite-line.js'

const MOST = 4
const inOrder = (a: QueueItem, b: QueueItem): number => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1)

test('a line gives what is in the table in its order, whatever comes and goes, and keeps little of it', () => {
  const operation = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert' as const), dueAt: fc.nat(9) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('shift' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const) }) },
  )
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
      const table: QueueItem[] = []
      const line = createLine('a', false)
      let made = 0
      const first = (): QueueItem | undefined => {
        if (line.size() === 0 && line.hasMore()) {
          line.fill(table.slice(0, MOST), table.length >= MOST)
        }
        return line.first()
      }
      for (const one of operations) {
        if (one.kind === 'insert') {
          const item = { id: String(++made).padStart(3, '0'), key: 'a', dueAt: one.dueAt }
          table.push(item)
          table.sort(inOrder)
          line.insert(item, MOST)
        } else if (one.kind === 'shift') {
          expect(first()).toEqual(table[0])
          expect(line.shift()).toEqual(table.shift())
        } else if (one.kind === 'remove') {
          const [item] = table.splice(one.at % (table.length + 1), 1)
          if (item !== undefined) line.remove(item)
        } else line.forget()
        expect(line.size()).toBeLessThanOrEqual(MOST)
      }
      while (table.length > 0) {
        expect(first()).toEqual(table[0])
        line.shift()
        table.shift()
      }
      expect(first()).toBeUndefined()
    }),
  )
})
