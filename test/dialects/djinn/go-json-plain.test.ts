import { expect, test } from 'vitest'
import { plainWriter } from '../../../src/dialects/djinn/go-json-plain.js'

function setup() {
  let sorted = 0
  const writer = plainWriter({
    quote: (text) => JSON.stringify(text),
    sortKeys: (keys) => {
      sorted++
      return keys.sort()
    },
  })
  return { write: (value: unknown) => writer.write(value), sorted: () => sorted }
}

const of = (...keys: string[]): object => Object.fromEntries(keys.map((key) => [key, 0]))

test('keys are sorted once for each shape of an object', () => {
  const { write, sorted } = setup()
  expect([write(of('b', 'a')), write(of('b', 'a'))]).toEqual(['{"a":0,"b":0}', '{"a":0,"b":0}'])
  expect(sorted()).toBe(1)
  write(of('b', 'c'))
  expect(sorted()).toBe(2)
})

test('shapes of long or many keys are written, and not kept', () => {
  const { write, sorted } = setup()
  const long = of('k'.repeat(2000))
  const wide = of(...Array.from({ length: 500 }, (_, index) => `key${index}`))
  for (const value of [long, wide, long, wide]) expect(JSON.parse(write(value) ?? '')).toEqual(value)
  expect(sorted()).toBe(4)
})

test('of many shapes the earlier ones are forgotten', () => {
  const { write, sorted } = setup()
  for (let shape = 0; shape < 5000; shape++) write(of(`z${shape}`, 'a'))
  expect(sorted()).toBe(5000)
  write(of('z4999', 'a'))
  expect(sorted()).toBe(5000)
  write(of('z0', 'a'))
  expect(sorted()).toBe(5001)
})
