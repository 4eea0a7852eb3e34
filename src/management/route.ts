/** A line of the route table: handler, client and OpenAPI document are made from it. */
import * as z from 'zod'
import type { Operation, OperationId, Operations } from './operations.js'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * Whom an operation is for, once permission is given: `anyone`, without looking; a `user` who is signed in; whoever can
 * `see` the namespace; its `members`, owner and collaborators; its `owner`.
 */
export type Audience = 'anyone' | 'user' | 'see' | 'members' | 'owner'

export type Permission = 'namespace:read' | 'namespace:write' | 'namespace:delete'

export interface Route<O extends Operation = Operation> {
  readonly method: Method
  /** `:path` takes several segments, up to `/-/`. */
  readonly path: string
  readonly summary: string
  readonly audience: Audience
  /** What the document asks for. Public namespaces are read without. */
  readonly permission?: Permission
  /** What the server asks for in its place; enough for whoever can see the namespace. */
  readonly orPermission?: string
  readonly params?: z.ZodType<O['params']>
  readonly query?: z.ZodType<O['query']>
  readonly body?: z.ZodType<O['body']>
  readonly status: 200 | 201 | 202 | 204
  /** Absent: nothing comes back. */
  readonly returns?: z.ZodType<O['returns']>
  /** How pages go on, for a list that comes in pages: by number, or from the last id on. */
  readonly pages?: 'page' | 'before'
}

/** The whole table. */
export type Routes = { readonly [Id in OperationId]: Route<Operations[Id]> }

/** Where everything of a namespace begins. */
export const IN_NAMESPACE = '/n/:username/:path'

/** The schema of a list. */
export function listOf<T>(schema: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z.array(schema)
}
