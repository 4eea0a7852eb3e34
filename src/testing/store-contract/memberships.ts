/** Collaborators and invites. */
import { isHookstampError } from '../../errors.js'
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { idsOf, type StoreBench, type StoreCase } from './store-case.js'

export const memberships: readonly StoreCase[] = [
  {
    name: 'collaborators: are added once, found, listed as they joined, and removed',
    run: async ({ store: { collaborators }, namespace, clock }) => {
      const [root, other] = [await namespace('engine'), await namespace('other')]
      const nine = await collaborators.add({ rootId: root.id, userId: 9 })
      assertEqual(nine, { rootId: root.id, userId: 9, createdAt: clock.now() }, 'a collaborator')
      await clock.advance(5)
      const seven = await collaborators.add({ rootId: root.id, userId: 2 ** 40 })
      const two = await collaborators.add({ rootId: root.id, userId: 2 })
      await collaborators.add({ rootId: other.id, userId: 9 })
      assertEqual(await collaborators.get(root.id, 9), nine, 'found')
      assertEqual(await collaborators.get(other.id, 2), undefined, 'not found')
      assertEqual(await collaborators.list(root.id), [nine, two, seven], 'listed')
      assertEqual(await collaborators.list(root.id + 1000), [], 'of nobody')
      assertEqual(await collaborators.rootIdsOf(9), [root.id, other.id], 'the trees of a user')
      assertEqual(await collaborators.rootIdsOf(3), [], 'the trees of a stranger')
      assert(await collaborators.remove(root.id, 9), 'a collaborator could not be removed')
      assert(!(await collaborators.remove(root.id, 9)), 'a collaborator was removed twice')
      assertEqual(await collaborators.rootIdsOf(9), [other.id], 'the trees of a user then')
      await collaborators.add({ rootId: root.id, userId: 9 })
    },
  },
  {
    name: 'invites: are made once, found, listed, and gone once',
    run: async ({ store: { invites }, namespace, clock }) => {
      const [root, other] = [await namespace('engine'), await namespace('other')]
      const given = { rootId: root.id, inviteeId: 9, inviterId: 1 }
      const first = await invites.create(given)
      assertEqual(first, { ...given, id: first.id, createdAt: clock.now() }, 'an invite')
      const second = await invites.create({ ...given, inviteeId: 8 })
      const third = await invites.create({ ...given, rootId: other.id })
      assertEqual(await invites.get(first.id), first, 'found')
      assertEqual(await invites.get(third.id + 1000), undefined, 'not found')
      assertEqual(await invites.list({ rootId: root.id }), [first, second], 'of a tree')
      assertEqual(await invites.list({ inviteeId: 9 }), [first, third], 'to a user')
      assertEqual(await invites.list({ inviteeId: 1 }), [], 'to nobody')
      assert(await invites.delete(third.id), 'an invite could not be deleted')
      assert(!(await invites.delete(third.id)), 'an invite was deleted twice')
      const again = await invites.create({ ...given, rootId: other.id })
      assert(again.id !== third.id, 'the id of an invite that is gone was given again')
    },
  },
  {
    name: 'memberships: refuses whoever is in already, what is no root, and the owner',
    run: async ({ store: { collaborators, invites }, namespace }) => {
      const root = await namespace('engine')
      const child = await namespace('parts', { parentId: root.id })
      const add = async (rootId: number, userId: number): Promise<unknown> =>
        await collaborators.add({ rootId, userId })
      const invite = async (rootId: number, inviteeId: number): Promise<unknown> =>
        await invites.create({ rootId, inviteeId, inviterId: 1 })
      await add(root.id, 2)
      await invite(root.id, 3)
      await assertRefused(() => add(root.id, 2), 'conflict', 'a collaborator twice')
      await assertRefused(() => invite(root.id, 3), 'conflict', 'an invite twice')
      await assertRefused(() => invite(root.id, 2), 'conflict', 'an invite to a collaborator')
      for (const join of [add, invite]) {
        await assertRefused(() => join(child.id, 4), 'record-invalid', 'below the root')
        await assertRefused(() => join(root.id, 1), 'record-invalid', 'the owner')
        await assertRefused(() => join(root.id + 1000, 4), 'not-found', 'nowhere')
      }
    },
  },
  {
    name: 'memberships: go with their tree, and when it becomes part of another',
    run: async ({ store, namespace }) => {
      const { collaborators, invites } = store
      const [root, target] = [await namespace('engine'), await namespace('target')]
      const child = await namespace('parts', { parentId: root.id })
      const join = async (rootId: number): Promise<void> => {
        await collaborators.add({ rootId, userId: 2 })
        await invites.create({ rootId, inviteeId: 3, inviterId: 1 })
      }
      const counts = async (rootId: number): Promise<number[]> => [
        (await collaborators.list(rootId)).length,
        (await invites.list({ rootId })).length,
      ]
      await join(root.id)
      await join(target.id)
      await store.namespaces.delete(child.id)
      assertEqual(await counts(root.id), [1, 1], 'after a child was deleted')
      await store.namespaces.move(root.id, target.id)
      assertEqual(await counts(root.id), [0, 0], 'after it became part of another tree')
      assertEqual(await counts(target.id), [1, 1], 'those of the tree it became part of')
      await store.namespaces.delete(target.id)
      assertEqual(await counts(target.id), [0, 0], 'after the tree was deleted')
      assertEqual(await collaborators.rootIdsOf(2), [], 'the trees of the collaborator')
      assertEqual(await invites.list({ inviteeId: 3 }), [], 'the invites of the invitee')
    },
  },
  {
    name: 'memberships: of several at once one joins, and one ends an invite',
    run: async (bench) => {
      const { store, namespace } = bench
      const root = await namespace('engine')
      await expectOne(bench, 'joined', async (handle) => {
        await handle.collaborators.add({ rootId: root.id, userId: 2 })
        return true
      })
      await expectOne(bench, 'were invited', async (handle) => {
        await handle.invites.create({ rootId: root.id, inviteeId: 3, inviterId: 1 })
        return true
      })
      const [id] = idsOf(await store.invites.list({ rootId: root.id }))
      await expectOne(bench, 'ended an invite', async (handle) => await handle.invites.delete(id ?? 0))
    },
  },
]

async function expectOne(
  { store, handles }: StoreBench,
  did: string,
  run: (handle: StoreBench['store']) => Promise<boolean>,
): Promise<void> {
  const results = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) => run(handles[index % handles.length] ?? store)),
  )
  let winners = 0
  for (const result of results) {
    if (result.status === 'fulfilled') winners += Number(result.value)
    else
      assert(
        isHookstampError(result.reason, 'conflict'),
        `expected a conflict, found ${String(result.reason)}`,
      )
  }
  assert(winners === 1, `${winners} of 6 ${did}`)
}
