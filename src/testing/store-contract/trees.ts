/** Listing, searching and moving namespaces. */
import type { NamespaceQuery } from '../../ports/namespace.js'
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { idsOf, type StoreCase } from './store-case.js'

const BOB = { id: 2, username: 'bob' } as const

export const trees: readonly StoreCase[] = [
  {
    name: 'trees: gives a namespace with everything below it, in the order of their paths',
    run: async ({ store, namespace }) => {
      const root = await namespace('engine')
      const parts = await namespace('parts', { parentId: root.id })
      const sibling = await namespace('partsX', { parentId: root.id })
      const bolts = await namespace('bolts', { parentId: parts.id })
      const Upper = await namespace('Upper', { parentId: root.id })
      await namespace('other')
      assertEqual(await store.namespaces.tree(root.id), [root, Upper, parts, bolts, sibling], 'the tree')
      assertEqual(await store.namespaces.tree(parts.id), [parts, bolts], 'the tree below a child')
      assertEqual(await store.namespaces.tree(bolts.id), [bolts], 'a tree of one')
    },
  },
  {
    name: "trees: lists a user's namespaces with those shared, or children, page by page",
    run: async ({ store, namespace }) => {
      const root = await namespace('engine')
      const parts = await namespace('parts', { parentId: root.id })
      const bolts = await namespace('bolts', { parentId: parts.id })
      const second = await namespace('Zeta')
      const shared = await namespace('engine', { user: BOB })
      const below = await namespace('bolts', { user: BOB, parentId: shared.id })
      await namespace('bobs', { user: BOB })
      const expectListed = async (
        query: NamespaceQuery,
        expected: readonly { readonly id: number }[],
        hasMore = false,
      ): Promise<void> => {
        const page = await store.namespaces.list(query)
        assertEqual([idsOf(page.namespaces), page.hasMore], [idsOf(expected), hasMore], JSON.stringify(query))
      }
      const all = [second, root, shared, below, parts, bolts]
      await expectListed({ userId: 1 }, [second, root, parts, bolts])
      await expectListed({ userId: 1, rootIds: [] }, [second, root, parts, bolts])
      await expectListed({ userId: 1, rootIds: [shared.id] }, all)
      await expectListed({ userId: 1, rootIds: [shared.id], limit: 2 }, [second, root], true)
      await expectListed({ userId: 1, rootIds: [shared.id], limit: 2, offset: 2 }, [shared, below], true)
      await expectListed({ userId: 1, rootIds: [shared.id], limit: 2, offset: 4 }, [parts, bolts])
      await expectListed({ userId: 1, rootIds: [shared.id], limit: 2, offset: 5 }, [bolts])
      await expectListed({ userId: 1, offset: 100 }, [])
      await expectListed({ userId: 3, rootIds: [shared.id] }, [shared, below])
      await expectListed({ userId: 3 }, [])
      await expectListed({ parentId: root.id }, [parts])
      await expectListed({ parentId: root.id, offset: 1 }, [])
      await expectListed({ parentId: bolts.id }, [])
      await expectListed({ parentId: bolts.id + 1000 }, [])
    },
  },
  {
    name: 'trees: searches paths for a text, in any casing, and takes every character for itself',
    run: async ({ store, namespace }) => {
      const root = await namespace('Engine')
      const parts = await namespace('Parts9', { parentId: root.id })
      const other = await namespace('other9')
      const found = async (search: string, rest: object = {}): Promise<number[]> =>
        idsOf((await store.namespaces.list({ userId: 1, search, ...rest })).namespaces)
      assertEqual(await found('engine'), idsOf([root, parts]), 'engine')
      assertEqual(await found('NE/PA'), idsOf([parts]), 'NE/PA')
      assertEqual(await found('9'), idsOf([parts, other]), '9')
      assertEqual(await found('9', { limit: 1, offset: 1 }), idsOf([other]), 'the second with a 9')
      assertEqual(await found(''), idsOf([root, parts, other]), 'nothing')
      for (const search of ['%', '_', '*', '.', '\\', "'", 'e_gine', 'engine%', 'x'])
        assertEqual(await found(search), [], search)
      const children = await store.namespaces.list({ parentId: root.id, search: 'PARTS' })
      assertEqual(idsOf(children.namespaces), [parts.id], 'children')
    },
  },
  {
    name: 'trees: has every page of many right, from either end and after changes',
    run: async ({ store, namespace }) => {
      const root = await namespace('engine')
      const ids: number[] = []
      for (let index = 0; index < 60; index++)
        ids.push((await namespace(`child${String(index).padStart(3, '0')}`, { parentId: root.id })).id)
      await store.namespaces.delete(ids.splice(30, 1)[0] ?? 0)
      await store.namespaces.delete(ids.splice(0, 1)[0] ?? 0)
      const all = [root.id, ...ids]
      for (const offset of [0, 20, 40, 55, 59, 60]) {
        const { namespaces, hasMore } = await store.namespaces.list({ userId: 1, offset, limit: 20 })
        assertEqual(idsOf(namespaces), all.slice(offset, offset + 20), `the page from ${offset}`)
        assertEqual(hasMore, offset + 20 < all.length, `whether there is more behind ${offset}`)
      }
      const last = await store.namespaces.list({ parentId: root.id, offset: 55, limit: 20 })
      assertEqual(idsOf(last.namespaces), ids.slice(55), 'the last children')
      assert(!last.hasMore, 'there is more behind the last child')
    },
  },
  {
    name: 'trees: moves a tree with everything that is below it',
    run: async ({ store, namespace, webhook }) => {
      const root = await namespace('engine', { visibility: 'public' })
      const parts = await namespace('parts', { parentId: root.id, externalId: 'parts' })
      const bolts = await namespace('bolts', { parentId: parts.id })
      const sibling = await namespace('partsX', { parentId: root.id })
      const hook = await webhook(bolts.id)
      const target = await namespace('target', { visibility: 'internal' })
      const moved = await store.namespaces.move(parts.id, target.id)
      const expected = {
        ...parts,
        parentId: target.id,
        rootId: target.id,
        path: 'target/parts',
        visibility: 'internal',
      }
      assertEqual(moved, expected, 'the answer')
      assertEqual(await store.namespaces.get(parts.id), expected, 'what was moved')
      const below = { ...bolts, rootId: target.id, path: 'target/parts/bolts', visibility: 'internal' }
      assertEqual(await store.namespaces.get(bolts.id), below, 'what is below')
      assertEqual(
        await store.namespaces.getByPath('ada', 'target/parts/bolts'),
        below,
        'found by its new path',
      )
      assertEqual(await store.namespaces.getByPath('ada', 'engine/parts'), undefined, 'found by its old path')
      assertEqual(await store.namespaces.getByExternalId('parts'), expected, 'found by external id')
      assertEqual(await store.namespaces.children(root.id), [sibling], 'who is left')
      assertEqual(await store.namespaces.tree(target.id), [target, expected, below], 'the tree it is part of')
      assertEqual(await store.webhooks.list(bolts.id), [hook], 'the webhooks below')
      const top = await store.namespaces.move(bolts.id, null)
      assertEqual(
        [top.parentId, top.rootId, top.path, top.visibility],
        [null, bolts.id, 'bolts', 'internal'],
        'what became a root',
      )
      const { namespaces } = await store.namespaces.list({ userId: 1 })
      assertEqual(
        namespaces.map(({ path }) => path),
        ['bolts', 'engine', 'engine/partsX', 'target', 'target/parts'],
        'the list',
      )
      assertEqual(await store.namespaces.move(parts.id, target.id), expected, 'a move to where it is')
    },
  },
  {
    name: 'trees: refuses to move to where it cannot be',
    run: async ({ store, namespace }) => {
      const root = await namespace('engine')
      const parts = await namespace('parts', { parentId: root.id })
      const target = await namespace('target')
      await namespace('parts', { parentId: target.id })
      const bobs = await namespace('bobs', { user: BOB })
      const move = async (id: number, parentId: number | null): Promise<unknown> =>
        await store.namespaces.move(id, parentId)
      await assertRefused(() => move(parts.id, target.id), 'conflict', 'to where the name is taken')
      await assertRefused(() => move(root.id, parts.id), 'record-invalid', 'below itself')
      await assertRefused(() => move(root.id, root.id), 'record-invalid', 'to itself')
      await assertRefused(() => move(parts.id, bobs.id), 'record-invalid', "below another user's")
      await assertRefused(() => move(parts.id, root.id + 1000), 'not-found', 'below nobody')
      await assertRefused(() => move(root.id + 1000, root.id), 'not-found', 'nobody')
      assertEqual(await store.namespaces.tree(root.id), [root, parts], 'what was refused')
    },
  },
]
