import type { PlantedNamespace } from '../../namespaces/namespace-rules.js'
import type { Namespace, Visibility } from '../../ports/namespace.js'
import { toNumber, toNumberOrNull, type Column, type IntegerColumn } from './column.js'

/** A row of the namespaces. */
export interface NamespaceRow {
  readonly id: IntegerColumn
  readonly external_id: string | null
  readonly user_id: IntegerColumn
  readonly username: string
  readonly root_id: IntegerColumn
  readonly parent_id: IntegerColumn | null
  readonly name: string
  readonly path: string
  readonly description: string
  readonly visibility: Visibility
  readonly created_at: IntegerColumn
}

/** What a new one is written into, in the order of `namespaceValues`; `id` and `root_id` are the database's. */
export const namespaceColumns: readonly (keyof NamespaceRow)[] = [
  'external_id',
  'user_id',
  'username',
  'parent_id',
  'name',
  'path',
  'description',
  'visibility',
  'created_at',
]

export function namespaceValues(namespace: PlantedNamespace): Column[] {
  return [
    namespace.externalId,
    namespace.user.id,
    namespace.user.username,
    namespace.parentId,
    namespace.name,
    namespace.path,
    namespace.description,
    namespace.visibility,
    namespace.createdAt,
  ]
}

export function toNamespace(row: NamespaceRow): Namespace {
  return {
    id: toNumber(row.id),
    externalId: row.external_id,
    user: { id: toNumber(row.user_id), username: row.username },
    rootId: toNumber(row.root_id),
    parentId: toNumberOrNull(row.parent_id),
    name: row.name,
    path: row.path,
    description: row.description,
    visibility: row.visibility,
    createdAt: toNumber(row.created_at),
  }
}
