/** Namespaces: listed, made, changed, moved, deleted, and their badges. */
import { isHookstampError } from '../../errors.js'
import { isPath } from '../../namespaces/namespace-rules.js'
import type { Namespace, NamespaceChanges } from '../../ports/namespace.js'
import { badge } from '../badge.js'
import { notFound, pageOf, together, type ApiContext, type Handlers } from '../call.js'
import type { ManagementUser } from '../principal.js'
import { invalidField } from '../validate.js'

type NamespaceHandlers = Pick<
  Handlers,
  | 'listNamespaces'
  | 'createNamespace'
  | 'getNamespace'
  | 'updateNamespace'
  | 'deleteNamespace'
  | 'moveNamespace'
  | 'getBadge'
  | 'listChildren'
>

export const namespaceHandlers: NamespaceHandlers = {
  listNamespaces: async ({ store, caller, query, present }) => {
    present.know(caller)
    const rootIds = await store.collaborators.rootIdsOf(caller.id)
    if (query.external_id !== undefined) {
      const one = await store.namespaces.getByExternalId(query.external_id)
      const isTheirs = one?.user.id === caller.id || (one !== undefined && rootIds.includes(one.rootId))
      return { body: await present.namespaces(isTheirs ? [one] : []) }
    }
    const { namespaces, hasMore } = await store.namespaces.list({
      userId: caller.id,
      rootIds,
      search: query.search ?? '',
      ...pageOf(query),
    })
    return { body: await present.namespaces(namespaces), hasMore }
  },

  listChildren: async ({ store, target, query, present }) => {
    const { namespaces, hasMore } = await store.namespaces.list({
      parentId: target.namespace.id,
      search: query.search ?? '',
      ...pageOf(query),
    })
    return { body: await present.namespaces(namespaces), hasMore }
  },

  createNamespace: async (call) => {
    const { store, caller, body, present, announce, urls } = call
    present.know(caller)
    const { name, description, visibility, external_id: externalId } = body
    const parent = await parentAt(call, caller, body.parent)
    const created = await together(store, async (transaction) => {
      const input = {
        name,
        user: { id: caller.id, username: caller.username },
        parentId: parent?.id ?? null,
        ...(description !== undefined && { description }),
        ...(visibility !== undefined && { visibility }),
        ...(externalId !== undefined && { externalId }),
      }
      const namespace = await store.namespaces.create(input, transaction)
      // Of a new tree nobody can have heard.
      if (parent !== undefined) await announce.namespaces('created', [namespace], transaction)
      return namespace
    }).catch(async (error: unknown) => {
      if (!isHookstampError(error, 'conflict')) throw error
      const twin = externalId === undefined ? undefined : await store.namespaces.getByExternalId(externalId)
      throw twin === undefined
        ? invalidField('name', 'Name already exists')
        : invalidField('external_id', 'Another namespace has this external id.')
    })
    return { body: await present.namespace(created), location: urls.namespace(created) }
  },

  getNamespace: async ({ target, present }) => ({ body: await present.namespace(target.namespace) }),

  updateNamespace: async ({ store, target, body, present, announce }) => {
    const before = target.namespace
    const changes: NamespaceChanges = {
      ...(body.description !== undefined && { description: body.description }),
      ...(body.visibility !== undefined && { visibility: body.visibility }),
    }
    if (Object.keys(changes).length === 0) return { body: await present.namespace(before) }
    const after = await together(store, async (transaction) => {
      const namespace = await store.namespaces.update(before.id, changes, transaction)
      // Seen by others, or by others no more, is everything below as well.
      const isCascade = namespace.visibility !== before.visibility
      const changed = isCascade ? await store.namespaces.tree(before.id, transaction) : [namespace]
      await announce.namespaces('updated', changed, transaction)
      return namespace
    })
    return { body: await present.namespace(after) }
  },

  deleteNamespace: async ({ store, target, announce }) => {
    const { id } = target.namespace
    await together(store, async (transaction) => {
      const going = await store.namespaces.tree(id, transaction)
      // Before it: afterwards there would be no webhook left to hear of it.
      await announce.namespaces('deleted', going, transaction)
      await store.namespaces.delete(id, transaction)
    })
    return { body: undefined }
  },

  moveNamespace: async (call) => {
    const { store, target, body, caller, present, announce } = call
    const { id, parentId } = target.namespace
    const parent = caller && (await parentAt(call, caller, body.parent))
    if ((parent?.id ?? null) === parentId) return { body: await present.namespace(target.namespace) }
    const moved = await together(store, async (transaction) => {
      const namespace = await store.namespaces.move(id, parent?.id ?? null, transaction)
      await announce.namespaces('updated', await store.namespaces.tree(id, transaction), transaction)
      return namespace
    }).catch((error: unknown) => {
      throw isHookstampError(error, 'conflict')
        ? invalidField('parent', 'There is a namespace of this name already.')
        : error
    })
    return { body: await present.namespace(moved) }
  },

  getBadge: async ({ store, users, resources, params }) => {
    const owner = await users.byUsername(params.username)
    const namespace = owner && (await store.namespaces.getByPath(owner.username, params.path))
    // The same for what does not exist and for what may not be seen.
    const isShown = namespace?.visibility === 'public' && namespace.user.id === owner?.id
    const builds = isShown ? await resources.latestBuilds?.([namespace.id]) : undefined
    const status = builds?.get((namespace as Namespace).id)?.status ?? 'unknown'
    return { body: badge(status), contentType: 'image/svg+xml; charset=utf-8' }
  },
}

/** The caller's own namespace at a path; none for no path. */
async function parentAt(
  { store }: Pick<ApiContext, 'store'>,
  caller: ManagementUser,
  path: string | undefined,
): Promise<Namespace | undefined> {
  if (path === undefined || path === '') return undefined
  const parent = isPath(path) ? await store.namespaces.getByPath(caller.username, path) : undefined
  if (parent === undefined || parent.user.id !== caller.id) {
    throw invalidField('parent', 'Could not find parent')
  }
  return parent
}

/** The namespace that a path names, its owner as the host knows it. */
export async function namespaceAt(
  { store, users }: Pick<ApiContext, 'store' | 'users'>,
  { username, path }: { readonly username: string; readonly path: string },
): Promise<{ readonly namespace: Namespace; readonly owner: ManagementUser }> {
  const owner = await users.byUsername(username)
  const namespace = owner && (await store.namespaces.getByPath(owner.username, path))
  // By id: a name that was given up can be somebody else's by now.
  if (owner === undefined || namespace === undefined || namespace.user.id !== owner.id) throw notFound()
  return { namespace, owner }
}
