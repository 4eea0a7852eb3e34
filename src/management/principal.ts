/** Who asks, and what they may do. */
import type { MaybePromise } from '../internal/maybe-promise.js'

/** A user of the host. */
export interface ManagementUser {
  readonly id: number
  readonly email: string
  readonly username: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** Who a request comes from, as the host's `authenticate` says. */
export interface Principal {
  readonly user: ManagementUser
  /** `namespace:read`, `namespace:write`, `namespace:delete`; `webhook:…` and `invite:…` narrow them down. */
  readonly permissions: readonly string[]
}

/** How the host's users are found. */
export interface ManagementUsers {
  byId(id: number): MaybePromise<ManagementUser | undefined>
  byUsername(username: string): MaybePromise<ManagementUser | undefined>
  /** By username or email. */
  byHandle(handle: string): MaybePromise<ManagementUser | undefined>
}
