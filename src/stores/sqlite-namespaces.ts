/** Namespaces of the SQLite store. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { changeNamespace, moveTree, plantNamespace } from '../namespaces/namespace-rules.js'
import type { Namespace, NamespaceStore } from '../ports/namespace.js'
import type { Engine } from '../sqlite/engine.js'
import { insertInto } from '../sqlite/insert.js'
import { namespaceColumns, namespaceValues, toNamespace, type NamespaceRow } from './rows/namespace-row.js'
import type { NamespaceCache } from './sqlite-namespace-cache.js'
import { namespacePages } from './sqlite-namespace-pages.js'

interface Surroundings {
  readonly engine: Engine
  readonly clock: Clock
  readonly cache: NamespaceCache
  /** Called for each namespace that goes, before it is gone. */
  readonly deleted: (id: number) => void
  /** Called when a tree ends, or becomes part of another one. */
  readonly uprooted: (rootId: number) => void
}

const INSERT = insertInto('hookstamp_namespaces', [...namespaceColumns, 'root_id'])
const TREE = `
WITH RECURSIVE tree (id) AS (
  VALUES (?) UNION ALL SELECT child.id FROM hookstamp_namespaces AS child JOIN tree ON child.parent_id = tree.id
)`

export function sqliteNamespaces({
  engine,
  clock,
  cache,
  deleted,
  uprooted,
}: Surroundings): NamespaceStore & { find(id: number): Namespace | undefined } {
  const { read, write, statement } = engine
  const page = namespacePages(engine, cache)

  const select = (rest: string, ...values: (string | number)[]): Namespace[] =>
    (statement(`SELECT * FROM hookstamp_namespaces ${rest}`).all(...values) as NamespaceRow[]).map(
      toNamespace,
    )
  const find = (id: number): Namespace | undefined => cache.namespace(id, () => select('WHERE id = ?', id)[0])
  const existing = (id: number): Namespace => {
    const namespace = find(id)
    if (namespace === undefined) throw new HookstampError('not-found', `There is no namespace ${id}.`)
    return namespace
  }
  const byPath = (username: string, path: string): Namespace | undefined =>
    select('WHERE username = ? AND path = ?', username, path)[0]
  const byExternalId = (externalId: string): Namespace | undefined =>
    select('WHERE external_id = ?', externalId)[0]
  const refuseTaken = ({ user, path }: Pick<Namespace, 'user' | 'path'>): void => {
    if (byPath(user.username, path) === undefined) return
    throw new HookstampError('conflict', `The namespace "${path}" exists already.`)
  }
  const tree = (id: number): Namespace[] => {
    existing(id)
    return (
      statement(
        `${TREE} SELECT * FROM hookstamp_namespaces WHERE id IN (SELECT id FROM tree) ORDER BY path, id`,
      ).all(id) as NamespaceRow[]
    ).map(toNamespace)
  }

  return {
    find,
    create: (input, options) =>
      write(options, () => {
        const parent = input.parentId == null ? undefined : existing(input.parentId)
        const planted = plantNamespace(input, parent, clock.now())
        refuseTaken(planted)
        if (planted.externalId !== null && byExternalId(planted.externalId) !== undefined) {
          throw new HookstampError('conflict', 'Another namespace has this externalId.')
        }
        cache.forget()
        const { lastInsertRowid } = statement(INSERT).run(...namespaceValues(planted), planted.rootId ?? 0)
        const id = Number(lastInsertRowid)
        if (planted.rootId === undefined) {
          statement('UPDATE hookstamp_namespaces SET root_id = id WHERE id = ? AND parent_id IS NULL').run(id)
        }
        return { ...planted, id, rootId: planted.rootId ?? id }
      }),
    get: (id, options) => read(options, () => find(id)),
    getByPath: (username, path, options) => read(options, () => byPath(username, path)),
    getByExternalId: (externalId, options) => read(options, () => byExternalId(externalId)),
    children: (id, options) => read(options, () => select('WHERE parent_id = ? ORDER BY path, id', id)),
    list: (query, options) =>
      read(options, () => {
        const { offset = 0, limit = 25 } = query
        const found = page(query, offset, limit + 1).map(toNamespace)
        return { namespaces: found.slice(0, limit), hasMore: found.length > limit }
      }),
    tree: (id, options) => read(options, () => tree(id)),
    update: (id, changes, options) =>
      write(options, () => {
        const before = existing(id)
        const after = changeNamespace(before, changes)
        cache.forget()
        statement('UPDATE hookstamp_namespaces SET description = ? WHERE id = ?').run(after.description, id)
        if (after.visibility !== before.visibility) {
          statement('UPDATE hookstamp_namespaces SET visibility = ? WHERE root_id = ?').run(
            after.visibility,
            id,
          )
        }
        return after
      }),
    move: (id, parentId, options) =>
      write(options, () => {
        const before = tree(id)
        const top = before[0] as Namespace
        const after = moveTree(before, parentId === null ? undefined : existing(parentId))
        const moved = after[0] as Namespace
        if (moved.parentId === top.parentId) return top
        refuseTaken(moved)
        cache.forget()
        const update = statement(
          'UPDATE hookstamp_namespaces SET root_id = ?, parent_id = ?, path = ?, visibility = ? WHERE id = ?',
        )
        for (const { id: memberId, rootId, parentId: below, path, visibility } of after) {
          update.run(rootId, below, path, visibility, memberId)
        }
        if (top.parentId === null) uprooted(id)
        return moved
      }),
    delete: (id, options) =>
      write(options, () => {
        const all = tree(id)
        for (const namespace of all) deleted(namespace.id)
        if (all[0]?.parentId === null) uprooted(id)
        cache.forget()
        // In one statement, because each but the top refers to another of them.
        statement(`${TREE} DELETE FROM hookstamp_namespaces WHERE id IN (SELECT id FROM tree)`).run(id)
      }),
  }
}
