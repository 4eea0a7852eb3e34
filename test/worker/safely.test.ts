import { expect, test, vi } from 'vitest'
import { safely } from '../../src/worker/safely.js'

test('all observers hear, though one throws, and what it throws surfaces by itself', async () => {
  const heard = vi.fn()
  const surfaced: unknown[] = []
  const microtasks = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((run) => {
    try {
      run()
    } catch (error) {
      surfaced.push(error)
    }
  })
  const broken = new Error('broken')
  const observe = safely<string>([
    () => {
      throw broken
    },
    heard,
  ])
  observe?.('change')
  microtasks.mockRestore()
  expect(heard).toHaveBeenCalledWith('change')
  expect(surfaced).toEqual([broken])
})

test('nobody costs nothing', () => {
  expect(safely(undefined)).toBeUndefined()
  expect(safely([])).toBeUndefined()
})
