import { expect, test } from 'vitest'
import { systemRandom } from '../../src/internal/random.js'
import { uuidFactory } from '../../src/internal/uuid.js'

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('ids are UUIDs of version 7 that begin with the time', () => {
  const newId = uuidFactory({ now: () => 0x0123456789ab }, systemRandom)
  for (let round = 0; round < 1000; round++) expect(newId()).toMatch(V7)
  expect(newId().slice(0, 13)).toBe('01234567-89ab')
})

test('ids rise in the order they are made: within a millisecond, past its counter, and when time runs back', () => {
  let now = 1_700_000_000_000
  const newId = uuidFactory({ now: () => now }, systemRandom)
  const ids = Array.from({ length: 10_000 }, newId)
  now += 50
  ids.push(newId())
  now -= 10_000
  ids.push(newId(), newId())
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('the random part comes from the given source', () => {
  const fixed = { fill: (target: Uint8Array) => void target.fill(0xff), fraction: () => 0 }
  expect(uuidFactory({ now: () => 1 }, fixed)()).toBe('00000000-0001-77ff-bfff-ffffffffffff')
})

test('every digit has its place', () => {
  const bytes = [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0, 0x11, 0x22]
  const known = {
    fill: (target: Uint8Array) => target.forEach((_, index) => (target[index] = bytes[index % 10] as number)),
    fraction: () => 0,
  }
  expect(uuidFactory({ now: () => 1 }, known)()).toBe('00000000-0001-7234-9678-9abcdef01122')
})
