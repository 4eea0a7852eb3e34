/** Port: what a namespace has besides webhooks. The host implements what there is of it. */
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { Namespace } from '../ports/namespace.js'
import type { BuildEntity, ImageEntity, KeyEntity, ObjectEntity, VariableEntity } from './entities.js'
import type { BuildStatus } from './operations.js'

/** One page of a list. */
export interface ResourcePage<Entity> {
  readonly items: readonly Entity[]
  /** Whether there are more behind them. */
  readonly hasMore: boolean
}

/** Which page of a namespace's resources. Those of its children do not belong to it. */
export interface ResourceQuery {
  readonly namespace: Namespace
  /** Whether the caller is owner or collaborator. Of public and internal namespaces others see resources too: mask what is not theirs. */
  readonly isMember: boolean
  /** Part of the name (of a variable: of the key), in any casing. */
  readonly search?: string
  readonly offset: number
  readonly limit: number
}

export interface BuildQuery extends ResourceQuery {
  /** Here: part of a tag. */
  readonly search?: string
  /** One of its tags, exactly. */
  readonly tag?: string
  readonly status?: BuildStatus
}

/** What is not implemented has nothing to list. */
export interface ManagementResources {
  /** Submitted last first. */
  builds?(query: BuildQuery): MaybePromise<ResourcePage<BuildEntity>>
  /** Created last first. */
  images?(query: ResourceQuery): MaybePromise<ResourcePage<ImageEntity>>
  /** By name. */
  objects?(query: ResourceQuery): MaybePromise<ResourcePage<ObjectEntity>>
  /** By key. */
  variables?(query: ResourceQuery): MaybePromise<ResourcePage<VariableEntity>>
  /** By name. */
  keys?(query: ResourceQuery): MaybePromise<ResourcePage<KeyEntity>>
  /** The build submitted last to each namespace that has one: for namespaces as they are shown, and for badges. */
  latestBuilds?(namespaceIds: readonly number[]): MaybePromise<ReadonlyMap<number, BuildEntity>>
}
