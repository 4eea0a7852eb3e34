import { expect, test } from 'vitest'
import { fixture } from 'hookstamp/fixtures/djinn'
import { memoryResources } from 'hookstamp/management'

// What lists answer is tested where they are asked for: `handlers/resources.test.ts`.
test('the latest build of each namespace that has one; of two at once the one of the higher id', () => {
  const build = (id: number, namespace_id: number | null, created_at: string) => ({
    ...fixture('build.submitted').payload,
    id,
    namespace_id,
    created_at,
  })
  const { latestBuilds } = memoryResources({
    builds: [
      build(1, 7, '2026-01-02T00:00:00Z'),
      build(2, 7, '2026-01-02T01:00:00+02:00'),
      build(3, 8, '2026-01-02T00:00:00Z'),
      build(4, 8, '2026-01-02T00:00:00Z'),
      build(5, null, '2026-01-02T00:00:00Z'),
      build(6, 9, '2026-01-02T00:00:00Z'),
    ],
  })
  const found = latestBuilds([7, 8, 10]) as ReadonlyMap<number, { id: number }>
  expect([...found].map(([id, one]) => [id, one.id]).toSorted()).toEqual([
    [7, 1],
    [8, 4],
  ])
  expect(memoryResources({}).latestBuilds([7])).toEqual(new Map())
})
