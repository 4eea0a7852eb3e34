import type { HookstampError } from '../errors.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Delivery } from '../ports/delivery.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import type { ManagementUsers, Principal } from './principal.js'
import type { ManagementResources } from './resources.js'

/** What the API needs of a dispatcher: any `Dispatcher` has it. */
export interface ManagementDispatcher {
  readonly eventTypes: readonly string[]
  emitMany(
    events: readonly { readonly type: string; readonly payload: unknown; readonly namespaceId: number }[],
    options?: Transaction,
  ): Promise<unknown>
  checkUrl(url: string, options: { readonly ssl: boolean }): HookstampError | undefined
  checkSecret(secret: string): HookstampError | undefined
  ping(webhookId: number): Promise<Delivery>
  redeliver(deliveryId: string): Promise<Delivery>
  resume(webhookId: number): Promise<void>
  rotateSecret(
    webhookId: number,
    options?: { readonly secret?: string; readonly overlapMs?: number },
  ): Promise<string>
}

export interface ManagementOptions {
  /** The dispatcher's store. */
  readonly store: Store
  /**
   * Public address of the API, from which all URLs in its answers are made; requests are expected below its path.
   *
   * @example 'https://example.com/api'
   */
  readonly baseUrl: string
  /**
   * Who a request comes from; `undefined` for nobody known. Only headers are to be read.
   *
   * @example ({ headers }) => tokens.find(headers.get('authorization'))
   */
  readonly authenticate: (request: Request) => MaybePromise<Principal | undefined>
  readonly users: ManagementUsers
  /**
   * Knows the events there are, guards payload URLs, and is told of what happens to namespaces and invites. Without one
   * any event name is taken, only public https URLs are, and nothing can be redelivered, tested or rotated.
   */
  readonly dispatcher?: ManagementDispatcher
  /** @default {} no builds, images, objects, variables or keys */
  readonly resources?: ManagementResources
  /**
   * Path below which requests arrive, where something in front takes a part of the public path away.
   * @default the path of `baseUrl`
   */
  readonly mountPath?: string
  /**
   * Whether `GET /openapi.json` answers with the OpenAPI document.
   * @default false
   */
  readonly openApi?: boolean
  /**
   * Largest body of a request, in bytes.
   * @default 65_536
   */
  readonly maxBodyBytes?: number
  /** Told of what went wrong on our side: the caller learns nothing of it. */
  readonly onError?: (error: unknown, request: Request) => void
}
