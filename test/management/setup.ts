/** The API over a store in memory, with three users, and a dispatcher of Djinn's events that sends to nowhere. */
import { createDispatcher, type Dispatcher, type Queue, type Store } from 'hookstamp'
import { djinn, type DjinnEvents } from 'hookstamp/dialects/djinn'
import { createManagementApi, type ManagementUser, type Principal } from 'hookstamp/management'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock, type FakeClock } from 'hookstamp/testing'
import { memoryTransport } from 'hookstamp/transports/memory'
import type { ManagementOptions } from '../../src/management/options.js'
import { conform } from './conform.js'

export const base = 'https://api.example.com'
const user = (id: number, username: string): ManagementUser => ({
  id,
  username,
  email: `${username}@example.com`,
  createdAt: Date.UTC(2006, 0, 2, 15, 4, 5),
})
export const me: ManagementUser = user(1, 'me')
export const gordon: ManagementUser = user(2, 'gordon.freeman')
export const wallace: ManagementUser = user(3, 'wallace')
export const people: readonly ManagementUser[] = [me, gordon, wallace]

const all = ['namespace:read', 'namespace:write', 'namespace:delete']

/** A token says who it is and what it may: `me`, `me namespace:read`. */
export function authenticate(request: Request): Principal | undefined {
  const [, name, ...permissions] = (request.headers.get('authorization') ?? '').split(' ')
  const found = people.find(({ username }) => username === name)
  return found && { user: found, permissions: permissions.length > 0 ? permissions : all }
}

export const users: ManagementOptions['users'] = {
  byId: (id) => people.find((one) => one.id === id),
  byUsername: (username) => people.find((one) => one.username === username),
  byHandle: (handle) => people.find((one) => one.username === handle || one.email === handle),
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look where they like
  readonly body: any
}

export interface Sending {
  /** @default 'me', with all permissions; null for nobody */
  readonly as?: string | null
  readonly json?: unknown
  readonly form?: string
  readonly raw?: NonNullable<RequestInit['body']>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Setup {
  readonly clock: FakeClock
  readonly store: Store
  readonly dispatcher: Dispatcher<DjinnEvents>
  readonly transport: ReturnType<typeof memoryTransport>
  readonly errors: unknown[]
  readonly api: (request: Request) => Promise<Response>
  /** `GET /namespaces`; the answer has been held to the OpenAPI document. */
  readonly send: (line: string, sending?: Sending) => Promise<Answer>
}

export function setup({
  queue,
  ...options
}: Partial<ManagementOptions> & { readonly queue?: Queue } = {}): Setup {
  const clock = fakeClock()
  const store = options.store ?? memoryStore({ clock })
  const transport = memoryTransport()
  const dispatcher = createDispatcher({ dialect: djinn, store, transport, clock, ...(queue && { queue }) })
  const errors: unknown[] = []
  const api = createManagementApi({
    store,
    users,
    authenticate,
    dispatcher,
    baseUrl: base,
    onError: (error) => errors.push(error),
    ...options,
  })
  const send: Setup['send'] = async (line, { as = 'me', json, form, raw, headers = {} } = {}) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const type =
      json !== undefined
        ? { 'Content-Type': 'application/json' }
        : form !== undefined
          ? { 'Content-Type': 'application/x-www-form-urlencoded' }
          : {}
    const body = raw ?? (json !== undefined ? JSON.stringify(json) : form)
    const request = new Request(base + path, {
      method,
      headers: { ...type, ...(as !== null && { Authorization: `Bearer ${as}` }), ...headers },
      ...(body !== undefined && { body, duplex: 'half' }),
    })
    const response = await api(request)
    await conform(request, new URL(request.url).pathname, response)
    const text = await response.text()
    const isJson =
      response.headers.get('content-type')?.startsWith('application/json') === true && text !== ''
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    }
  }
  return { clock, store, dispatcher, transport, errors, api, send }
}

/** The page that `rel` of the `Link` header leads to, as path and query. */
export function linkOf({ headers }: Answer, rel: string): string | undefined {
  const found = new RegExp(`<([^>]*)>; rel="${rel}"`).exec(headers.get('link') ?? '')?.[1]
  return found?.replace(base, '')
}
