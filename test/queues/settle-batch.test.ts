import { describe, expect, it } from 'vitest'
import { settleBatch, type PendingSettlement } from '../../src/queues/settle-batch.js'

const claim = (id: string) => ({ id, key: 'a', token: 1 })

describe('settleBatch', () => {
  it('writes together what is asked for in one turn, and while that is written', async () => {
    const written: string[][] = []
    const batch = settleBatch(async (settlements) => {
      written.push(settlements.map((one) => one.claim.id))
      await Promise.resolve()
      return new Set(settlements.map((one) => one.claim.id))
    })
    const first = ['a', 'b', 'c'].map((id) => batch.settle(claim(id), 'done'))
    const later = Promise.resolve().then(() =>
      Promise.all(['d', 'e'].map((id) => batch.settle(claim(id), 'release'))),
    )
    expect(await Promise.all(first)).toEqual([true, true, true])
    expect(await later).toEqual([true, true])
    expect(written).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ])
  })

  it('lets the second settlement of a claim find the first done', async () => {
    const held = new Set(['a'])
    const batch = settleBatch((settlements) => {
      const found = settlements.filter((one: PendingSettlement) => held.delete(one.claim.id))
      return Promise.resolve(new Set(found.map((one) => one.claim.id)))
    })
    expect(await Promise.all([1, 2, 3].map(() => batch.settle(claim('a'), 'done')))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('fails those that were to be written, and goes on', async () => {
    let fails = true
    const batch = settleBatch((settlements) => {
      if (fails) return Promise.reject(new Error('down'))
      return Promise.resolve(new Set(settlements.map((one) => one.claim.id)))
    })
    await expect(
      Promise.all([batch.settle(claim('a'), 'done'), batch.settle(claim('b'), 'done')]),
    ).rejects.toThrow('down')
    fails = false
    expect(await batch.settle(claim('a'), 'done')).toBe(true)
  })

  it('tells when nothing waits any more', async () => {
    let over = 0
    const batch = settleBatch(async (settlements) => {
      await Promise.resolve()
      over += settlements.length
      return new Set<string>()
    })
    await batch.idle()
    for (let n = 0; n < 1200; n++) void batch.settle(claim(String(n)), 'done')
    await batch.idle()
    expect(over).toBe(1200)
  })
})
