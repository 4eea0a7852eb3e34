/** Builds, images, objects, variables and keys: what the host's port has of them. */
import type { MaybePromise } from '../../internal/maybe-promise.js'
import { pageOf, type Answered, type ApiContext, type Handlers, type Target } from '../call.js'
import type { SearchQuery } from '../operations.js'
import type { ResourcePage, ResourceQuery } from '../resources.js'

type ResourceHandlers = Pick<
  Handlers,
  'listBuilds' | 'listImages' | 'listObjects' | 'listVariables' | 'listKeys'
>

export const resourceHandlers: ResourceHandlers = {
  listBuilds: (call) => {
    const { tag, status } = call.query
    const filter = { ...(tag !== undefined && { tag }), ...(status !== undefined && { status }) }
    return answer(call.resources.builds?.({ ...queryOf(call), ...filter }))
  },
  listImages: (call) => answer(call.resources.images?.(queryOf(call))),
  listObjects: (call) => answer(call.resources.objects?.(queryOf(call))),
  listVariables: (call) => answer(call.resources.variables?.(queryOf(call))),
  listKeys: (call) => answer(call.resources.keys?.(queryOf(call))),
}

function queryOf({
  target,
  query,
}: Pick<ApiContext, never> & { readonly target: Target; readonly query: SearchQuery }): ResourceQuery {
  return {
    namespace: target.namespace,
    isMember: target.role !== 'outsider',
    ...(query.search !== undefined && { search: query.search }),
    ...pageOf(query),
  }
}

async function answer<Entity>(
  page: MaybePromise<ResourcePage<Entity>> | undefined,
): Promise<Answered<readonly Entity[]>> {
  const { items, hasMore } = (await page) ?? { items: [], hasMore: false }
  return { body: items, hasMore }
}
