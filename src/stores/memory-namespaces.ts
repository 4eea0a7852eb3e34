/** Namespaces of the memory store: the tree, looked up by id, path, external id and parent. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import { changeNamespace, plantNamespace } from '../namespaces/namespace-rules.js'
import type { Namespace, NamespaceStore } from '../ports/namespace.js'

interface Surroundings {
  readonly clock: Clock
  /** Called for each namespace that goes, before it is gone. */
  readonly deleted: (id: number) => void
}

/** The port, answering at once. */
export interface MemoryNamespaces extends NamespaceStore {
  get(id: number): Namespace | undefined
}

export function memoryNamespaces({ clock, deleted }: Surroundings): MemoryNamespaces {
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

  /** The namespace and everything below it, children first. */
  const tree = (id: number): Namespace[] => [...[...(childrenOf.get(id) ?? [])].flatMap(tree), existing(id)]

  return {
    create: (input) => {
      const parent = input.parentId == null ? undefined : existing(input.parentId)
      const planted = plantNamespace(input, parent, clock.now())
      const pathKey = keyOf(planted.user.username, planted.path)
      if (byPath.has(pathKey))
        throw new HookstampError('conflict', `The namespace "${planted.path}" exists already.`)
      if (planted.externalId !== null && byExternalId.has(planted.externalId)) {
        throw new HookstampError('conflict', 'Another namespace has this externalId.')
      }
      const id = ++lastId
      const namespace: Namespace = { ...planted, id, rootId: planted.rootId ?? id }
      byId.set(id, namespace)
      byPath.set(pathKey, id)
      if (namespace.externalId !== null) byExternalId.set(namespace.externalId, id)
      if (parent !== undefined) childrenOf.set(parent.id, (childrenOf.get(parent.id) ?? new Set()).add(id))
      return namespace
    },
    get: (id) => byId.get(id),
    getByPath: (username, path) => find(byPath.get(keyOf(username, path))),
    getByExternalId: (externalId) => find(byExternalId.get(externalId)),
    children: (id) =>
      [...(childrenOf.get(id) ?? [])].map(existing).sort((a, b) => (a.path < b.path ? -1 : 1)),
    update: (id, changes) => {
      const before = existing(id)
      const after = changeNamespace(before, changes)
      byId.set(id, after)
      if (after.visibility !== before.visibility) {
        for (const member of tree(id)) byId.set(member.id, { ...member, visibility: after.visibility })
      }
      return after
    },
    delete: (id) => {
      const top = existing(id)
      for (const namespace of tree(id)) {
        deleted(namespace.id)
        byId.delete(namespace.id)
        byPath.delete(keyOf(namespace.user.username, namespace.path))
        if (namespace.externalId !== null) byExternalId.delete(namespace.externalId)
        childrenOf.delete(namespace.id)
      }
      if (top.parentId !== null) childrenOf.get(top.parentId)?.delete(id)
    },
  }
}

// A space cannot stand in a path, so two users never share a key.
function keyOf(username: string, path: string): string {
  return `${path} ${username}`
}
