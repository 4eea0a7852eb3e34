import { describe, expect, it } from 'vitest'
import { bullmqLines, type Held } from '../../src/queues/bullmq-lines.js'

const held = (id: string, key = id.slice(0, 1), dueAt = 0): Held<null> => ({
  id,
  key,
  dueAt,
  token: `t-${id}`,
  job: null,
})
const request = { max: 100, leaseMs: 1000, perKeyMax: 100 }
const ids = (all: readonly Held<null>[]): string[] => all.map(({ id }) => id)
const linesWith = (names: readonly string[], limits = { perKey: 100, total: 1000 }) => {
  const lines = bullmqLines<null>(limits)
  for (const name of names) lines.add(held(name), 0)
  return lines
}

describe('bullmqLines', () => {
  it('lets keys take turns, whatever stands in front', () => {
    const lines = linesWith(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2'])
    expect(ids(lines.take({ ...request, max: 5 }, 0))).toEqual(['a1', 'b1', 'c1', 'a2', 'c2'])
    expect(ids(lines.take(request, 0))).toEqual(['a3', 'a4'])
    expect(lines.size()).toBe(0)
  })

  it('goes on with the key whose turn it is', () => {
    const lines = linesWith(['a1', 'a2', 'b1', 'b2'])
    const turns = Array.from({ length: 4 }, () => lines.take({ ...request, max: 1 }, 0))
    expect(ids(turns.flat())).toEqual(['a1', 'b1', 'a2', 'b2'])
  })

  it('keeps to the order of falling due, then of ids', () => {
    const lines = bullmqLines<null>({ perKey: 100, total: 100 })
    for (const [id, dueAt] of [
      ['3', 5],
      ['1', 9],
      ['2', 5],
      ['4', 1],
    ] as const)
      lines.add(held(id, 'a', dueAt), 0)
    expect(ids(lines.all())).toEqual(['4', '2', '3', '1'])
    expect(ids(lines.take(request, 0))).toEqual(['4', '2', '3', '1'])
  })

  it('passes over keys that are skipped or at their limit, until their leases are over', () => {
    const lines = linesWith(['a1', 'a2', 'a3', 'b1'])
    expect(ids(lines.take({ ...request, perKeyMax: 2, skipKeys: new Set(['b']) }, 0))).toEqual(['a1', 'a2'])
    expect(ids(lines.take({ ...request, perKeyMax: 2 }, 0))).toEqual(['b1'])
    expect(ids(lines.take({ ...request, perKeyMax: 2 }, 999))).toEqual([])
    expect(ids(lines.take({ ...request, perKeyMax: 2 }, 1000))).toEqual(['a3'])
  })

  it('has room again when one is over', () => {
    const lines = linesWith(['a1', 'a2'])
    expect(ids(lines.take({ ...request, perKeyMax: 1 }, 0))).toEqual(['a1'])
    lines.leave('a', 'a1')
    lines.leave('unknown', 'x')
    expect(ids(lines.take({ ...request, perKeyMax: 1 }, 0))).toEqual(['a2'])
  })

  it('sends away what a line has no room for, and takes it back in its order', () => {
    const lines = bullmqLines<null>({ perKey: 2, total: 100 })
    const away = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => lines.add(held(name), 0))
    expect(away).toEqual([undefined, undefined, 5000, 5002, 5004])
    expect(ids(lines.take(request, 0))).toEqual(['a1', 'a2'])
    // There is room, but a3 is to come first.
    expect(lines.add(held('a4'), 5002)).toBe(5002 + 5000 + 6)
    expect(lines.add(held('a3'), 5003)).toBeUndefined()
    expect(lines.add(held('a4'), 10_010)).toBeUndefined()
    expect(ids(lines.take(request, 10_010))).toEqual(['a3', 'a4'])
  })

  it('waits for none that has gone another way', () => {
    const lines = bullmqLines<null>({ perKey: 1, total: 100 })
    for (const name of ['a1', 'a2', 'a3']) lines.add(held(name), 0)
    lines.take(request, 0)
    expect(lines.add(held('a3'), 14_999)).toBeGreaterThan(14_999)
    expect(lines.add(held('a3'), 15_000)).toBeUndefined()
  })

  it('holds no more than it may at all, and other keys none the worse', () => {
    const lines = bullmqLines<null>({ perKey: 100, total: 3 })
    expect(['a1', 'b1', 'c1', 'd1'].map((name) => lines.add(held(name), 0))).toEqual([
      undefined,
      undefined,
      undefined,
      5000,
    ])
    expect(lines.size()).toBe(3)
  })

  it('takes out what is dropped', () => {
    const lines = linesWith(['a1', 'a2', 'b1'])
    expect(lines.drop('a1')?.token).toBe('t-a1')
    expect(lines.drop('a1')).toBeUndefined()
    expect(lines.drop('b1')?.id).toBe('b1')
    expect(ids(lines.take(request, 0))).toEqual(['a2'])
  })
})
