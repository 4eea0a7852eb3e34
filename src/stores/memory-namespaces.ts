/** Namespaces of the memory store: the tree, looked up by id, path, external id and parent. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { changeNamespace, moveTree, plantNamespace } from '../namespaces/namespace-rules.js'
import type { Namespace, NamespaceQuery, NamespaceStore } from '../ports/namespace.js'
import { refuseTransaction } from './memory-transaction.js'

interface Surroundings {
  readonly clock: Clock
  /** Called for each namespace that goes, before it is gone. */
  readonly deleted: (id: number) => void
  /** Called for each root that goes, or becomes part of another tree. */
  readonly uprooted: (rootId: number) => void
}

/** The port, answering at once. */
export interface MemoryNamespaces extends NamespaceStore {
  get(id: number): Namespace | undefined
}

export function memoryNamespaces({ clock, deleted, uprooted }: Surroundings): MemoryNamespaces {
  const byId = new Map<number, Namespace>()
  const byPath = new Map<string, number>()
  const byExternalId = new Map<string, number>()
  const childrenOf = new Map<number, Set<number>>()
  let lastId = 0

  const existing = (id: number): Namespace => {
    const namespace = byId.get(id)
    if (namespace === undefined) throw new HookstampError('not-found', `There is no namespace ${id}.`)
    return namespace
  }
  const find = (id: number | undefined): Namespace | undefined =>
    id === undefined ? undefined : byId.get(id)

  const childIds = (id: number): number[] => [...(childrenOf.get(id) ?? [])]
  /** The namespace and everything below it. */
  const tree = (id: number): Namespace[] => [existing(id), ...childIds(id).flatMap(tree)]
  const refuseTaken = (username: string, path: string): void => {
    if (!byPath.has(keyOf(username, path))) return
    throw new HookstampError('conflict', `The namespace "${path}" exists already.`)
  }
  const adopt = (id: number, parentId: number): void => {
    childrenOf.set(parentId, (childrenOf.get(parentId) ?? new Set()).add(id))
  }
  const candidates = (query: NamespaceQuery): Namespace[] => {
    if ('parentId' in query) return childIds(query.parentId).map(existing)
    const shared = new Set(query.rootIds)
    return [...byId.values()].filter(({ user, rootId }) => user.id === query.userId || shared.has(rootId))
  }

  return {
    create: (input, options) => {
      refuseTransaction(options)
      const parent = input.parentId == null ? undefined : existing(input.parentId)
      const planted = plantNamespace(input, parent, clock.now())
      refuseTaken(planted.user.username, planted.path)
      if (planted.externalId !== null && byExternalId.has(planted.externalId)) {
        throw new HookstampError('conflict', 'Another namespace has this externalId.')
      }
      const id = ++lastId
      const namespace: Namespace = { ...planted, id, rootId: planted.rootId ?? id }
      byId.set(id, namespace)
      byPath.set(keyOf(planted.user.username, planted.path), id)
      if (namespace.externalId !== null) byExternalId.set(namespace.externalId, id)
      if (parent !== undefined) adopt(id, parent.id)
      return namespace
    },
    get: (id) => byId.get(id),
    getByPath: (username, path) => find(byPath.get(keyOf(username, path))),
    getByExternalId: (externalId) => find(byExternalId.get(externalId)),
    children: (id) => childIds(id).map(existing).sort(byPathThenId),
    list: (query) => {
      const { search = '', offset = 0, limit = 25 } = query
      const needle = search.toLowerCase()
      const found = candidates(query)
        .filter(({ path }) => path.toLowerCase().includes(needle))
        .sort(byPathThenId)
      return { namespaces: found.slice(offset, offset + limit), hasMore: found.length > offset + limit }
    },
    tree: (id) => tree(id).sort(byPathThenId),
    update: (id, changes, options) => {
      refuseTransaction(options)
      const before = existing(id)
      const after = changeNamespace(before, changes)
      byId.set(id, after)
      if (after.visibility !== before.visibility) {
        for (const member of tree(id)) byId.set(member.id, { ...member, visibility: after.visibility })
      }
      return after
    },
    move: (id, parentId, options) => {
      refuseTransaction(options)
      const top = existing(id)
      const before = tree(id).sort(byPathThenId)
      const after = moveTree(before, parentId === null ? undefined : existing(parentId))
      const moved = after[0] as Namespace
      if (moved.parentId === top.parentId) return top
      refuseTaken(moved.user.username, moved.path)
      for (const { user, path } of before) byPath.delete(keyOf(user.username, path))
      for (const namespace of after) {
        byId.set(namespace.id, namespace)
        byPath.set(keyOf(namespace.user.username, namespace.path), namespace.id)
      }
      if (top.parentId === null) uprooted(id)
      else childrenOf.get(top.parentId)?.delete(id)
      if (parentId !== null) adopt(id, parentId)
      return moved
    },
    delete: (id, options) => {
      refuseTransaction(options)
      const top = existing(id)
      for (const namespace of tree(id)) {
        deleted(namespace.id)
        byId.delete(namespace.id)
        byPath.delete(keyOf(namespace.user.username, namespace.path))
        if (namespace.externalId !== null) byExternalId.delete(namespace.externalId)
        childrenOf.delete(namespace.id)
      }
      if (top.parentId === null) uprooted(id)
      else childrenOf.get(top.parentId)?.delete(id)
    },
  }
}

function byPathThenId(a: Namespace, b: Namespace): number {
  return a.path === b.path ? a.id - b.id : a.path < b.path ? -1 : 1
}

// A space cannot stand in a path, so two users never share a key.
function keyOf(username: string, path: string): string {
  return `${path} ${username}`
}
