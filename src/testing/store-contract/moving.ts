/** What holds of trees and pages while others grow and move them. */
import { isHookstampError } from '../../errors.js'
import type { Namespace } from '../../ports/namespace.js'
import type { Store } from '../../ports/store.js'
import { assert, assertEqual } from '../assertions.js'
import { idsOf, type StoreBench, type StoreCase } from './store-case.js'

export const moving: readonly StoreCase[] = [
  {
    name: 'at once: pages miss nothing that was there all along, while others come',
    run: async (bench) => {
      const { store, namespace, handles } = bench
      const root = await namespace('engine')
      const there: number[] = []
      for (let index = 0; index < 40; index++)
        there.push((await namespace(`there${index + 100}`, { parentId: root.id })).id)
      const coming = Array.from({ length: 40 }, (_, index) =>
        handleOf(bench, index).namespaces.create({
          name: `${index % 2 === 0 ? 'aaa' : 'there1zz'}${index}`,
          user: root.user,
          parentId: root.id,
        }),
      )
      const seen: Namespace[] = []
      for (let offset = 0, more = true; more; offset += 7) {
        const reader = handleOf(bench, offset % handles.length)
        const page = await reader.namespaces.list({ parentId: root.id, offset, limit: 7 })
        const paths = page.namespaces.map(({ path }) => path)
        assertEqual(paths, paths.toSorted(byCode), 'the order of a page')
        assert(!page.hasMore || paths.length === 7, 'a page that is not full says that there is more')
        seen.push(...page.namespaces)
        more = page.hasMore
      }
      await Promise.all(coming)
      const ids = new Set(idsOf(seen))
      assertEqual(
        there.filter((id) => !ids.has(id)),
        [],
        'what no page had',
      )
      const all = await store.namespaces.list({ parentId: root.id, limit: 1000 })
      assertEqual([all.namespaces.length, all.hasMore], [80, false], 'all of them in the end')
    },
  },
  {
    name: 'at once: two that move below each other make no ring',
    run: async (bench) => {
      const { store, namespace } = bench
      for (let round = 0; round < 5; round++) {
        const [one, two] = [await namespace(`one${round}`), await namespace(`two${round}`)]
        const moves = await atOnce(bench, [
          (handle) => handle.namespaces.move(one.id, two.id),
          (handle) => handle.namespaces.move(two.id, one.id),
        ])
        expectRefused(moves, 'record-invalid')
        const moved = moves.findIndex(({ status }) => status === 'fulfilled')
        const [root, child] = moved === 0 ? [two, one] : [one, two]
        const tree = await store.namespaces.tree(root.id)
        assertEqual(
          tree.map(({ id, path, rootId }) => [id, path, rootId]),
          [
            [root.id, root.name, root.id],
            [child.id, `${root.name}/${child.name}`, root.id],
          ],
          'the tree that is left',
        )
      }
    },
  },
  {
    name: 'at once: of several that move to one name, or are made there, one gets it',
    run: async (bench) => {
      const { store, namespace } = bench
      const target = await namespace('target')
      const homes = [await namespace('home1'), await namespace('home2')]
      const parts: Namespace[] = []
      for (const { id } of homes) parts.push(await namespace('part', { parentId: id }))
      const moves = await atOnce(bench, [
        ...parts.map(
          ({ id }) =>
            (handle: Store) =>
              handle.namespaces.move(id, target.id),
        ),
        (handle) => handle.namespaces.create({ name: 'part', user: target.user, parentId: target.id }),
      ])
      assert(
        moves.filter(({ status }) => status === 'fulfilled').length === 1,
        'it was not one that got the name',
      )
      expectRefused(moves, 'conflict')
      assertEqual((await store.namespaces.children(target.id)).length, 1, 'children of the target')
    },
  },
  {
    name: 'at once: what grows in a tree that moves is found where the tree is then',
    run: async (bench) => {
      const { store, namespace } = bench
      for (let round = 0; round < 5; round++) {
        const target = await namespace(`target${round}`, { visibility: 'public' })
        const part = await namespace(`part${round}`)
        const results = await atOnce(bench, [
          (handle) => handle.namespaces.move(part.id, target.id),
          (handle) => handle.namespaces.create({ name: 'new', user: part.user, parentId: part.id }),
          (handle) => handle.namespaces.update(target.id, { visibility: 'internal' }),
        ])
        for (const result of results)
          assert(result.status === 'fulfilled', 'a change that nothing forbids failed')
        assertEqual(
          (await store.namespaces.tree(target.id)).map(({ path, rootId, visibility }) => [
            path,
            rootId,
            visibility,
          ]),
          ['', `/part${round}`, `/part${round}/new`].map((rest) => [
            `target${round}${rest}`,
            target.id,
            'internal',
          ]),
          'the tree',
        )
      }
    },
  },
]

function handleOf({ handles, store }: StoreBench, index: number): Store {
  return handles[index % handles.length] ?? store
}

function atOnce(
  bench: StoreBench,
  runs: readonly ((handle: Store) => unknown)[],
): Promise<PromiseSettledResult<unknown>[]> {
  return Promise.allSettled(runs.map(async (run, index) => await run(handleOf(bench, index))))
}

function expectRefused(
  results: readonly PromiseSettledResult<unknown>[],
  code: 'conflict' | 'record-invalid',
): void {
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    assert(
      isHookstampError(result.reason, code),
      `expected a HookstampError ${code}, found ${String(result.reason)}`,
    )
  }
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
