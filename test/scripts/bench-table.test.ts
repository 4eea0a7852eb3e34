/** What `npm run bench` ends with: the statistic, and the verdict that a reader of the table would come to. */
import { expect, test } from 'vitest'

const from = async (name: string): Promise<Record<string, (...given: readonly unknown[]) => unknown>> =>
  (await import(new URL(`../../bench/${name}.mjs`, import.meta.url).href)) as never
const { compare, excess } = await from('figures')
const { markdown } = await from('table')

const rowOf = (line: object): string => String(markdown?.([line])).split('\n')[2] ?? ''

test('a case is the ratio of its 20th percentile to that of the floor, its spread that of the rounds', () => {
  // The fourth round is one that the neighbours slowed down: for both alike.
  const costs = { floor: [10, 10, 10, 100, 10, 10], ours: [11, 12, 11, 110, 11, 13] }
  expect(compare?.(costs)).toEqual([
    { name: 'floor', cost: 10, ratio: 1, spread: [1, 1] },
    { name: 'ours', cost: 11, ratio: 1.1, spread: [1.1, 1.2] },
  ])
  expect(excess?.(costs.ours, costs.floor)).toEqual({ value: 1, spread: [1, 3] })
})

test.each([
  [{ value: 1.0549, goal: 1.05 }, '1.05x | bare |  | ≤ 1.05x | yes'],
  [{ value: 1.06, goal: 1.05 }, '1.06x | bare |  | ≤ 1.05x | **no**'],
  [{ value: 0.79, goal: 0.8, atLeast: true }, '0.79x | bare |  | ≥ 0.80x | **no**'],
  [
    { value: 0.8, goal: 0.8, atLeast: true, spread: [0.7, 0.9] },
    '0.80x (0.70 to 0.90) | bare |  | ≥ 0.80x | yes',
  ],
  [{ value: 2, peers: { other: 3 } }, '2.00x | bare | other 3.00x |  | '],
])('%o', (line, expected) => {
  expect(rowOf({ figure: 'f', against: 'bare', unit: 'x', ...line })).toBe(`| f | ${expected} |`)
})

test('what could not be measured says why, without breaking the table', () => {
  expect(rowOf({ figure: 'f', skipped: 'no a|b' })).toBe('| f | not measured: no a\\|b |  |  |  |  |')
})
