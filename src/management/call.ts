/** What a handler gets, and what it gives. */
import { HookstampError } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Namespace } from '../ports/namespace.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import type { Announcer } from './events.js'
import type { InNamespace, OperationId, Operations } from './operations.js'
import type { ManagementDispatcher } from './options.js'
import type { Presenter } from './present.js'
import type { ManagementUser, ManagementUsers } from './principal.js'
import type { Role } from './access.js'
import type { ManagementResources } from './resources.js'
import type { Urls } from './urls.js'

/** What all requests share. */
export interface ApiContext {
  readonly store: Store
  readonly users: ManagementUsers
  readonly resources: ManagementResources
  readonly dispatcher: ManagementDispatcher | undefined
  readonly urls: Urls
  /** Whether a URL may be delivered to. */
  readonly checkUrl: (url: string, options: { readonly ssl: boolean }) => HookstampError | undefined
}

/** The namespace that the path names, and what the caller is to it. */
export interface Target {
  readonly namespace: Namespace
  readonly role: Role
}

interface AnyCall<Id extends OperationId> extends ApiContext {
  readonly params: Operations[Id]['params']
  readonly query: Operations[Id]['query']
  readonly body: Operations[Id]['body']
  readonly present: Presenter
  readonly announce: Announcer
}

/** A request that was let through. */
export type Call<Id extends OperationId> = AnyCall<Id> &
  (Id extends 'getBadge'
    ? unknown
    : Operations[Id]['params'] extends InNamespace
      ? { readonly target: Target; readonly caller: ManagementUser | undefined }
      : { readonly caller: ManagementUser })

/** What comes back: the status is the route's. */
export interface Answered<Returns> {
  readonly body: Returns
  /** Whether the list goes on. */
  readonly hasMore?: boolean
  /** Where what was made can be found. */
  readonly location?: string
  /** For a body that is no JSON. */
  readonly contentType?: string
}

export type Handler<Id extends OperationId> = (
  call: Call<Id>,
) => MaybePromise<Answered<Operations[Id]['returns']>>

export type Handlers = { readonly [Id in OperationId]: Handler<Id> }

/** Writes that belong together: in one transaction where the store has them. */
export async function together<T>(store: Store, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return store.transaction === undefined ? work({}) : store.transaction((tx) => work({ tx }))
}

export function notFound(): HookstampError {
  return new HookstampError('not-found', 'Not found')
}

/** Namespaces, builds and so on to a page, as the document has it. */
export const PAGE_SIZE = 25

export function pageOf({ page = 1 }: { readonly page?: number | undefined }): {
  readonly offset: number
  readonly limit: number
} {
  return { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }
}
