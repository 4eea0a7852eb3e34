/** The tree of namespaces. */
import { isHookstampError } from '../../errors.js'
import { assert, assertEqual, assertRefused } from '../assertions.js'
import { ADA, idsOf, type StoreCase } from './store-case.js'

export const namespaces: readonly StoreCase[] = [
  {
    name: 'namespaces: keeps what it is given, and fills in the rest',
    run: async ({ store, clock, namespace }) => {
      const plain = await namespace('engine')
      assertEqual(
        plain,
        {
          id: plain.id,
          externalId: null,
          user: ADA,
          rootId: plain.id,
          parentId: null,
          name: 'engine',
          path: 'engine',
          description: '',
          visibility: 'private',
          createdAt: clock.now(),
        },
        'a namespace with defaults',
      )
      await clock.advance(5)
      const user = { id: 2 ** 40, username: "o'brien 日本 🪝 %_" }
      const rich = await namespace('Engine2', {
        user,
        externalId: "tenant '1' ä",
        description: 'Zeile 1\nZeile 2 "\\',
        visibility: 'internal',
      })
      assertEqual(
        [rich.user, rich.externalId, rich.description, rich.visibility, rich.createdAt],
        [user, "tenant '1' ä", 'Zeile 1\nZeile 2 "\\', 'internal', clock.now()],
        'a namespace with everything',
      )
      assertEqual(await store.namespaces.get(rich.id), rich, 'found by id')
      assertEqual(await store.namespaces.getByPath(user.username, 'Engine2'), rich, 'found by path')
      assertEqual(await store.namespaces.getByExternalId("tenant '1' ä"), rich, 'found by external id')
    },
  },
  {
    name: 'namespaces: finds exactly, and nothing for what is not there',
    run: async ({ store, namespace }) => {
      const { id } = await namespace('engine', { externalId: 'tenant' })
      for (const [user, path] of [
        ['bob', 'engine'],
        ['ada', 'ENGINE'],
        ['Ada', 'engine'],
        ['ada', 'engine/'],
        ['ada', 'engin_'],
        ['ada', ''],
      ] as const)
        assertEqual(await store.namespaces.getByPath(user, path), undefined, `${user}: ${path}`)
      assertEqual(await store.namespaces.getByExternalId('TENANT'), undefined, 'another external id')
      assertEqual(await store.namespaces.get(id + 1000), undefined, 'an unknown id')
      assertEqual(await store.namespaces.children(id + 1000), [], 'children of nobody')
    },
  },
  {
    name: 'namespaces: gives a child its path, root and visibility',
    run: async ({ store, namespace }) => {
      const root = await namespace('engine', { visibility: 'internal' })
      const parts = await namespace('parts', { parentId: root.id, visibility: 'public' })
      const bolts = await namespace('bolts', { parentId: parts.id })
      assertEqual(
        [bolts.path, bolts.rootId, bolts.parentId, bolts.visibility],
        ['engine/parts/bolts', root.id, parts.id, 'internal'],
        'the grandchild',
      )
      assertEqual(parts.visibility, 'internal', 'the visibility of a child')
      assertEqual(await store.namespaces.getByPath('ada', 'engine/parts/bolts'), bolts, 'found by path')
    },
  },
  {
    name: 'namespaces: lists direct children in the order of their paths, by code',
    run: async ({ store, namespace }) => {
      const root = await namespace('engine')
      const names = ['b2b', 'aaa', 'Zeta', 'a1a', '999', 'B1B', '0ab']
      for (const name of names) await namespace(name, { parentId: root.id })
      const [first] = await store.namespaces.children(root.id)
      await namespace('deep', { parentId: first?.id ?? null })
      const children = await store.namespaces.children(root.id)
      assertEqual(
        children.map((child) => child.name),
        ['0ab', '999', 'B1B', 'Zeta', 'a1a', 'aaa', 'b2b'],
        'the children',
      )
    },
  },
  {
    name: 'namespaces: refuses a path or an external id that is taken',
    run: async ({ namespace }) => {
      const root = await namespace('engine', { externalId: 'tenant' })
      await namespace('parts', { parentId: root.id })
      await assertRefused(() => namespace('engine'), 'conflict', 'a root of the same name')
      await assertRefused(
        () => namespace('parts', { parentId: root.id }),
        'conflict',
        'a child of the same name',
      )
      await assertRefused(
        () => namespace('other', { externalId: 'tenant' }),
        'conflict',
        'the same external id',
      )
      // What was refused has taken nothing.
      await namespace('other')
      await namespace('engine', { user: { id: 2, username: 'bob' } })
      await namespace('Engine')
      await namespace('parts')
    },
  },
  {
    name: 'namespaces: refuses what breaks a rule, with issues, and what is not there',
    run: async ({ store, namespace }) => {
      const { id } = await namespace('engine')
      const refusal: unknown = await namespace('no').catch((error: unknown) => error)
      assert(isHookstampError(refusal, 'record-invalid'), `a short name: found ${String(refusal)}`)
      assertEqual(refusal.issues[0]?.path, ['name'], 'where the issue is')
      const other = { id: 2, username: 'bob' }
      await assertRefused(
        () => namespace('parts', { parentId: id, user: other }),
        'record-invalid',
        'a parent of another user',
      )
      await assertRefused(() => namespace('parts', { parentId: id + 1000 }), 'not-found', 'an unknown parent')
      const long = { description: 'x'.repeat(256) }
      await assertRefused(
        async () => await store.namespaces.update(id, long),
        'record-invalid',
        'a long description',
      )
      await assertRefused(
        async () => await store.namespaces.update(id + 1000, {}),
        'not-found',
        'an update of nothing',
      )
      await assertRefused(
        async () => await store.namespaces.delete(id + 1000),
        'not-found',
        'a deletion of nothing',
      )
    },
  },
  {
    name: 'namespaces: changes what is given, and the visibility of the whole tree of a root',
    run: async ({ store, namespace }) => {
      const root = await namespace('engine', { description: 'old', externalId: 'tenant' })
      const parts = await namespace('parts', { parentId: root.id })
      const bolts = await namespace('bolts', { parentId: parts.id, description: 'M8' })
      const other = await namespace('other')
      const changed = await store.namespaces.update(root.id, { visibility: 'public' })
      assertEqual(changed, { ...root, visibility: 'public' }, 'the answer')
      assertEqual(await store.namespaces.get(root.id), changed, 'the root')
      assertEqual(await store.namespaces.get(bolts.id), { ...bolts, visibility: 'public' }, 'the grandchild')
      assertEqual(await store.namespaces.get(other.id), other, 'another tree')
      await store.namespaces.update(bolts.id, { visibility: 'private', description: '' })
      assertEqual(
        await store.namespaces.get(bolts.id),
        { ...bolts, visibility: 'public', description: '' },
        'the grandchild, whose visibility is not its own',
      )
    },
  },
  {
    name: 'namespaces: deletes everything below, and frees its names',
    run: async ({ store, namespace, webhook }) => {
      const root = await namespace('engine')
      const parts = await namespace('parts', { parentId: root.id, externalId: 'tenant' })
      const bolts = await namespace('bolts', { parentId: parts.id })
      const sibling = await namespace('partsX', { parentId: root.id })
      const [gone, kept] = [await webhook(bolts.id), await webhook(sibling.id)]
      await store.namespaces.delete(parts.id)
      assertEqual(await store.namespaces.get(parts.id), undefined, 'the namespace')
      assertEqual(await store.namespaces.getByPath('ada', 'engine/parts/bolts'), undefined, 'the one below')
      assertEqual(await store.namespaces.getByExternalId('tenant'), undefined, 'its external id')
      assertEqual(await store.webhooks.get(gone.id), undefined, 'the webhook of the one below')
      assertEqual(await store.webhooks.list(bolts.id), [], 'the webhooks of the one below')
      assertEqual(
        await store.webhooks.matching([bolts.id], 'build.created'),
        [],
        'who hears of an event there',
      )
      assertEqual(idsOf(await store.namespaces.children(root.id)), [sibling.id], 'the children left')
      assertEqual(await store.webhooks.list(sibling.id), [kept], 'the webhooks of the sibling')
      const again = await namespace('parts', { parentId: root.id, externalId: 'tenant' })
      assertEqual(await store.namespaces.children(again.id), [], 'the children of the new one')
    },
  },
  {
    name: 'namespaces: gives no id twice',
    run: async ({ store, namespace, webhook }) => {
      const first = await namespace('engine')
      const hook = await webhook(first.id)
      await store.namespaces.delete(first.id)
      const second = await namespace('engine')
      assert(second.id !== first.id, 'the id of a deleted namespace was given again')
      const last = await webhook(second.id)
      assert(last.id !== hook.id, 'the id of a deleted webhook was given again')
    },
  },
]
