import { createEgressGuard } from '../egress/egress-policy.js'
import { HookstampError } from '../errors.js'
import { admitTo, admitUser, type Role } from './access.js'
import { failure, isOurs, json } from './answer.js'
import { readFields } from './body.js'
import type { Answered, ApiContext, Call, Handler, Handlers } from './call.js'
import { createAnnouncer } from './events.js'
import { deliveryHandlers } from './handlers/deliveries.js'
import { membershipHandlers } from './handlers/memberships.js'
import { namespaceAt, namespaceHandlers } from './handlers/namespaces.js'
import { resourceHandlers } from './handlers/resources.js'
import { webhookHandlers } from './handlers/webhooks.js'
import { managementOpenApi } from './open-api.js'
import type { InNamespace, OperationId, PageQuery } from './operations.js'
import type { ManagementOptions } from './options.js'
import { createPresenter } from './present.js'
import type { Principal } from './principal.js'
import type { Route } from './route.js'
import { createRouter, type Match } from './router.js'
import { routes } from './routes.js'
import { createUrls, type Urls } from './urls.js'
import { validated } from './validate.js'

const handlers: Handlers = {
  ...namespaceHandlers,
  ...membershipHandlers,
  ...resourceHandlers,
  ...webhookHandlers,
  ...deliveryHandlers,
}
const match = createRouter(routes)
const MAX_BODY_BYTES = 64 * 1024

/**
 * Makes the management API: Djinn's REST API of namespaces and webhooks over a store, as one function that takes a
 * request and answers it. It never rejects.
 *
 * @throws HookstampError `option-invalid`
 * @example
 * const api = createManagementApi({ store, dispatcher, users, authenticate, baseUrl: 'https://example.com/api' })
 * export default { fetch: api }
 * @see docs/management.md
 */
export function createManagementApi(options: ManagementOptions): (request: Request) => Promise<Response> {
  const { store, users, dispatcher, resources = {}, authenticate, maxBodyBytes = MAX_BODY_BYTES } = options
  if (!(Number.isInteger(maxBodyBytes) && maxBodyBytes > 0)) {
    throw new HookstampError('option-invalid', 'maxBodyBytes: expected a whole number above 0.')
  }
  const urls = createUrls(options.baseUrl)
  const guard = createEgressGuard()
  const context: ApiContext = {
    store,
    users,
    resources,
    dispatcher,
    urls,
    checkUrl: (url, { ssl }) =>
      dispatcher === undefined ? guard.checkUrl(url, { ssl }).refusal : dispatcher.checkUrl(url, { ssl }),
  }
  const mountPath = (options.mountPath ?? urls.basePath).replace(/\/$/, '')
  let openApi: string | undefined

  async function serve(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (!url.pathname.startsWith(`${mountPath}/`)) return notFound()
    const path = url.pathname.slice(mountPath.length)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    if (options.openApi === true && path === '/openapi.json' && method === 'GET') {
      openApi ??= JSON.stringify(managementOpenApi({ baseUrl: options.baseUrl }))
      return new Response(openApi, { headers: { 'Content-Type': 'application/json; charset=utf-8' } })
    }
    const matched = match(method, path)
    if (matched === undefined) return notFound()
    if (matched.allow !== undefined) {
      return json(405, { message: 'Method Not Allowed' }, { Allow: matched.allow.join(', ') })
    }
    return answerTo(request, url, path, matched)
  }

  async function answerTo(
    request: Request,
    url: URL,
    path: string,
    { id, params: given }: Extract<Match, { id: OperationId }>,
  ): Promise<Response> {
    const route: Route = routes[id]
    const params = route.params?.safeParse(given)
    if (params?.success === false) return notFound()
    const present = createPresenter(context)
    const admitted = await admit(route, params?.data, request, present)
    const query = route.query && validated(route.query, Object.fromEntries(url.searchParams))
    const body = route.body && validated(route.body, await readFields(request, route.body, maxBodyBytes))
    const call = {
      ...context,
      ...admitted,
      params: params?.data ?? {},
      query: query ?? {},
      body: body ?? {},
      present,
      announce: createAnnouncer(dispatcher, present),
    }
    // The handler is the one of this very call: the table of handlers has it so.
    const answered = await (handlers[id] as Handler<OperationId>)(call as unknown as Call<OperationId>)
    return toResponse(route, answered, urls, path, url.searchParams, query)
  }

  async function admit(
    route: Route,
    params: unknown,
    request: Request,
    present: { know(user: Principal['user']): void },
  ): Promise<object> {
    if (route.audience === 'anyone') return {}
    const principal = await authenticate(request)
    if (principal !== undefined) present.know(principal.user)
    if (route.audience === 'user') return { caller: admitUser(route, principal).user }
    const { namespace, owner } = await namespaceAt(context, params as InNamespace)
    present.know(owner)
    const role = await roleOf(principal, owner.id, namespace.rootId)
    admitTo(route, namespace, role, principal)
    return { caller: principal?.user, target: { namespace, role } }
  }

  async function roleOf(principal: Principal | undefined, ownerId: number, rootId: number): Promise<Role> {
    if (principal === undefined) return 'outsider'
    if (principal.user.id === ownerId) return 'owner'
    const collaborator = await store.collaborators.get(rootId, principal.user.id)
    return collaborator === undefined ? 'outsider' : 'collaborator'
  }

  function tell(error: unknown, request: Request): void {
    try {
      options.onError?.(error, request)
    } catch {
      // A log that fails is no reason to leave the caller without an answer.
    }
  }

  return async (request) => {
    let response: Response
    try {
      response = await serve(request)
    } catch (error) {
      if (isOurs(error)) tell(error, request)
      response = failure(error)
    }
    // A body to a HEAD request would be taken for the beginning of the next response.
    return request.method === 'HEAD' ? new Response(null, response) : response
  }
}

function notFound(): Response {
  return json(404, { message: 'Not found' })
}

function toResponse(
  route: Route,
  { body, hasMore = false, location, contentType }: Answered<unknown>,
  urls: Urls,
  path: string,
  search: URLSearchParams,
  query: PageQuery = {},
): Response {
  if (route.status === 204) return new Response(null, { status: 204 })
  if (contentType !== undefined) {
    // Proxies of images keep what they are not told to ask for again.
    const headers = { 'Content-Type': contentType, 'Cache-Control': 'no-cache' }
    return new Response(body as string, { status: route.status, headers })
  }
  const link =
    route.pages &&
    linksOf(route.pages, body as readonly { id: unknown }[], hasMore, query.page, (value) =>
      urls.turned(path, search, route.pages as string, String(value)),
    )
  return json(route.status, body, {
    ...(location !== undefined && { Location: location }),
    ...(link !== undefined && link !== '' && { Link: link }),
  })
}

/** Only where there is something: whoever follows `next` until it is absent comes to an end. */
function linksOf(
  pages: 'page' | 'before',
  items: readonly { readonly id: unknown }[],
  hasMore: boolean,
  page = 1,
  turned: (value: unknown) => string,
): string {
  const to = (rel: string, value: unknown): string => `<${turned(value)}>; rel="${rel}"`
  const next = pages === 'page' ? page + 1 : items.at(-1)?.id
  return [
    ...(pages === 'page' && page > 1 ? [to('prev', page - 1)] : []),
    ...(hasMore ? [to('next', next)] : []),
  ].join(', ')
}
