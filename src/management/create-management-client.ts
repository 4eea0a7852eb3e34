import { HookstampError, type Issue } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { OperationId, Operations } from './operations.js'
import type { Route } from './route.js'
import { routes } from './routes.js'

export interface ManagementClientOptions {
  /** Address of the API, e.g. `https://example.com/api`. */
  readonly baseUrl: string
  /** What is sent as `Authorization: Bearer`; a function is asked before every request. */
  readonly token?: string | (() => MaybePromise<string>)
  /** @default the platform's */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
}

type Input<Id extends OperationId> = Operations[Id]['params'] &
  Operations[Id]['query'] &
  Operations[Id]['body']
type Args<In> = {} extends In ? [input?: In] : [input: In]

type PagedId = {
  readonly [Id in OperationId]: Operations[Id]['query'] extends
    { readonly page?: number | undefined } | { readonly before?: string | undefined }
    ? {} extends Operations[Id]['query']
      ? keyof Operations[Id]['query'] extends never
        ? never
        : Id
      : never
    : never
}[OperationId]

/** Every operation as a function: what stands in path, query and body goes in as one object. */
export type ManagementClient = {
  readonly [Id in OperationId]: (...args: Args<Input<Id>>) => Promise<Operations[Id]['returns']>
} & {
  /** Lists that come in pages, page by page, until there is none left. */
  readonly pages: {
    readonly [Id in PagedId]: (
      ...args: Args<Input<Id>>
    ) => AsyncGenerator<Operations[Id]['returns'], void, void>
  }
}

type Values = Readonly<Record<string, unknown>>

/**
 * A typed client of the management API, and of Djinn CI's own as far as that has the same routes.
 *
 * Rejections are `HookstampError`: `record-invalid` with an issue for each fault of a field, `unauthenticated`,
 * `forbidden`, `not-found`, `conflict`, and `api-failed` for everything else.
 *
 * @throws HookstampError `option-invalid` for a base that is no http(s) URL
 * @example
 * const client = createManagementClient({ baseUrl: 'https://example.com/api', token })
 * await client.createWebhook({ username: 'me', path: 'djinn', payload_url: 'https://example.com/hook' })
 * for await (const page of client.pages.listNamespaces()) console.log(page.map(({ path }) => path))
 */
export function createManagementClient(options: ManagementClientOptions): ManagementClient {
  const { baseUrl, token, fetch: send = globalThis.fetch } = options
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw new HookstampError('option-invalid', 'baseUrl: expected a URL such as https://example.com/api.')
  }

  async function request(route: Route, input: Values): Promise<Response> {
    const { url, rest } = toUrl(baseUrl.replace(/\/+$/, ''), route, input)
    const bearer = typeof token === 'function' ? await token() : token
    const hasBody = route.body !== undefined
    return send(url, {
      method: route.method,
      headers: {
        Accept: 'application/json',
        ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
        ...(hasBody && { 'Content-Type': 'application/json' }),
      },
      ...(hasBody && { body: JSON.stringify(rest) }),
      // What redirects could lead the token anywhere. Not `error`, which Workers do not have: `read` refuses it.
      redirect: 'manual',
    })
  }

  async function run(route: Route, input: Values): Promise<unknown> {
    return read(route, await request(route, input))
  }

  async function* turn(route: Route, input: Values): AsyncGenerator<unknown, void, void> {
    const name = route.pages as 'page' | 'before'
    let at = input
    for (;;) {
      const response = await request(route, at)
      const items = (await read(route, response)) as readonly unknown[]
      if (items.length === 0) return
      yield items
      const next = nextOf(response.headers.get('link'), name)
      if (next === undefined || !leadsOn(name, at[name], next)) return
      at = { ...at, [name]: next }
    }
  }

  const operations: Record<string, unknown> = {}
  const pages: Record<string, unknown> = {}
  for (const [id, route] of Object.entries(routes) as [OperationId, Route][]) {
    operations[id] = (input: Values = {}) => run(route, input)
    if (route.pages !== undefined) pages[id] = (input: Values = {}) => turn(route, input)
  }
  return { ...operations, pages } as unknown as ManagementClient
}

function toUrl(base: string, route: Route, input: Values): { readonly url: string; readonly rest: Values } {
  const rest = { ...input }
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name] ?? '')
    delete rest[name]
    // The one parameter of several segments keeps its slashes.
    return name === 'path' ? value.split('/').map(toSegment).join('/') : toSegment(value)
  })
  if (route.body !== undefined) return { url: base + path, rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined) query.set(name, String(value))
  }
  return { url: `${base}${path}${query.size > 0 ? `?${query}` : ''}`, rest: {} }
}

function toSegment(text: string): string {
  // Written in any way, they would lead to another place than the one that is named.
  if (text !== '' && text !== '.' && text !== '..') return encodeURIComponent(text)
  throw new HookstampError('record-invalid', `"${text}" cannot stand in a path.`)
}

async function read(route: Route, response: Response): Promise<unknown> {
  const text = await response.text()
  // A page is told neither its status nor its target: `opaqueredirect`, status 0.
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    throw new HookstampError('api-failed', 'The API answered with a redirect, which is not followed.')
  }
  if (!response.ok) throw refusal(response.status, text)
  if (text === '') return undefined
  return route.path.endsWith('.svg') ? text : parse(response.status, text)
}

function parse(status: number, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw new HookstampError('api-failed', `The API answered ${status} with something that is not JSON.`, {
      cause,
    })
  }
}

const codes = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found', 409: 'conflict' } as const

function refusal(status: number, text: string): HookstampError {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // A proxy's page, most likely: its status says enough.
  }
  const issues = status === 400 ? issuesOf(body) : []
  if (issues.length > 0) {
    const what = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' ')
    return new HookstampError('record-invalid', what, { issues })
  }
  const { message } = (body ?? {}) as { readonly message?: unknown }
  const said = typeof message === 'string' ? `: ${message}` : '.'
  const code = status in codes ? codes[status as keyof typeof codes] : 'api-failed'
  return new HookstampError(code, `The API answered ${status}${said}`)
}

/** `{ field: [messages] }`; a `{ message }` has none. */
function issuesOf(body: unknown): readonly Issue[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([field, messages]: [string, unknown]) =>
    Array.isArray(messages) ? messages.map((message) => ({ path: [field], message: String(message) })) : [],
  )
}

/** Only the value: the address itself could lead anywhere, and a token goes with it. */
function nextOf(link: string | null, name: string): string | undefined {
  const found = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1]
  if (found === undefined || !URL.canParse(found, 'http://relative')) return undefined
  return new URL(found, 'http://relative').searchParams.get(name) ?? undefined
}

/** Djinn's server names a `next` page on the last one as well: itself. */
function leadsOn(name: 'page' | 'before', from: unknown, next: string): boolean {
  return name === 'page' ? Number(next) > Number(from ?? 1) : next !== from
}
