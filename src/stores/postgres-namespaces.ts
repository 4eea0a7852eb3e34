/** Namespaces of the PostgreSQL store. A tree is locked from its root down by whoever changes its shape. */
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import {
  changeNamespace,
  moveTree,
  plantNamespace,
  type PlantedNamespace,
} from '../namespaces/namespace-rules.js'
import type { Namespace, NamespaceStore } from '../ports/namespace.js'
import type { Transaction } from '../ports/transaction.js'
import type { PostgresQueryable } from '../postgres/client.js'
import type { Database } from '../postgres/database.js'
import { sqlStateOf } from '../postgres/sql-state.js'
import { namespacePage } from './postgres-namespace-pages.js'
import { pack, unpacked } from './postgres-records.js'
import { namespaceColumns, namespaceValues, toNamespace, type NamespaceRow } from './rows/namespace-row.js'

interface Surroundings {
  readonly database: Database
  readonly clock: Clock
  /** Deletes the webhooks of namespaces that are gone. */
  readonly deleteWebhooks: (tx: PostgresQueryable, namespaceIds: readonly number[]) => Promise<void>
}

// The root's own `root_id` is null in the table: it is not known before it is inserted.
const columns = (of: string): string =>
  [
    `${of}.id`,
    `coalesce(${of}.root_id, ${of}.id) as root_id`,
    ...namespaceColumns.map((name) => `${of}.${name}`),
  ].join(', ')
const UNIQUE_VIOLATION = '23505'
const FROM = `select ${columns('n')} from {namespaces} n`

export function postgresNamespaces({ database, clock, deleteWebhooks }: Surroundings): NamespaceStore {
  const select = async (condition: string, values: unknown[], options?: Transaction): Promise<Namespace[]> =>
    (
      await database.run<NamespaceRow>(`${FROM} where ${condition}`, values, { ...options, repeatable: true })
    ).map(toNamespace)
  const one = async (
    condition: string,
    value: number | string,
    options?: Transaction,
  ): Promise<Namespace | undefined> => (await select(condition, [value], options))[0]

  return {
    create: async (input, options) => {
      if (input.parentId == null) {
        const planted = plantNamespace(input, undefined, clock.now())
        return database.transaction((tx) => insert(tx, planted), options)
      }
      const { parentId } = input
      return database.transaction(async (tx) => {
        const parent = await lockParent(tx, parentId)
        return insert(tx, plantNamespace(input, parent, clock.now()))
      }, options)
    },
    get: (id, options) => one('id = $1::bigint', id, options),
    getByPath: async (username, path, options) =>
      (await select('username = $1::text and path = $2::text', [username, path], options))[0],
    getByExternalId: (externalId, options) => one('external_id = $1::text', externalId, options),
    children: (id, options) => select('parent_id = $1::bigint order by path, id', [id], options),
    list: (query, options) => namespacePage(database, FROM, query, options),
    tree: async (id, options) => {
      const rows = await database.run<NamespaceRow>(
        `${TREE} ${FROM} where id in (select id from tree) order by path, id`,
        [id],
        { ...options, repeatable: true },
      )
      if (rows.length === 0) throw missing(id)
      return rows.map(toNamespace)
    },
    update: (id, changes, options) =>
      database.transaction(async (tx) => {
        const before = await lock(tx, id)
        const after = changeNamespace(before, changes)
        await tx.query('update {namespaces} set description = $2::text where id = $1::bigint', [
          id,
          after.description,
        ])
        if (after.visibility !== before.visibility) {
          await tx.query(
            'update {namespaces} set visibility = $2::text where coalesce(root_id, id) = $1::bigint',
            [id, after.visibility],
          )
        }
        return after
      }, options),
    move: (id, parentId, options) =>
      database.transaction(async (tx) => {
        // In one order, or two that move below each other would wait for each other.
        await tx.query('select 1 from {namespaces} where id = any($1::bigint[]) order by id for update', [
          [id, parentId].filter((one) => one !== null),
        ])
        const top = await lock(tx, id)
        const before = await lockTree(tx, id)
        const after = moveTree(before, parentId === null ? undefined : await lockParent(tx, parentId))
        const moved = after[0] as Namespace
        if (moved.parentId === top.parentId) return top
        await refuseTaken(tx, moved.user.username, moved.path)
        const moving = tx.query(
          `update {namespaces} n set root_id = x.root_id, parent_id = x.parent_id, path = x.path, visibility = x.visibility
          from json_to_recordset($1::text::json) as x(id bigint, root_id bigint, parent_id bigint, path text, visibility text)
          where n.id = x.id`,
          [
            JSON.stringify(
              after.map(({ id, rootId, parentId, path, visibility }) => ({
                id,
                root_id: rootId,
                parent_id: parentId,
                path,
                visibility,
              })),
            ),
          ],
        )
        await moving.catch((error: unknown) => {
          // Taken since it was looked for.
          throw sqlStateOf(error) === UNIQUE_VIOLATION ? taken(moved.path) : error
        })
        await tx.query('delete from {collaborators} where root_id = $1::bigint', [id])
        await tx.query('delete from {invites} where root_id = $1::bigint', [id])
        return moved
      }, options),
    delete: (id, options) =>
      database.transaction(async (tx) => {
        await lock(tx, id)
        const ids = (await lockTree(tx, id)).map((namespace) => namespace.id)
        await deleteWebhooks(tx, ids)
        await tx.query('delete from {namespaces} where id = any($1::bigint[])', [ids])
      }, options),
  }
}

const TREE = `with recursive tree as (
  select id from {namespaces} where id = $1::bigint
  union all
  select n.id from {namespaces} n join tree t on n.parent_id = t.id
)`

function missing(id: number): HookstampError {
  return new HookstampError('not-found', `There is no namespace ${id}.`)
}

async function rowsOf(tx: PostgresQueryable, text: string, values: unknown[]): Promise<Namespace[]> {
  return ((await tx.query(text, values)).rows as NamespaceRow[]).map(toNamespace)
}

/** A namespace, locked until the end of the transaction. */
export async function findNamespace(tx: PostgresQueryable, id: number): Promise<Namespace | undefined> {
  const [namespace] = await rowsOf(tx, `${FROM} where id = $1::bigint for update`, [id])
  return namespace
}

async function lock(tx: PostgresQueryable, id: number): Promise<Namespace> {
  const namespace = await findNamespace(tx, id)
  if (namespace === undefined) throw missing(id)
  return namespace
}

/** Keeps the parent where it is and, by its root, the visibility that a child gets. */
async function lockParent(tx: PostgresQueryable, id: number): Promise<Namespace> {
  // One after the other: joined with its root, a parent that has just moved would fall out and seem to be gone.
  const [parent] = await rowsOf(tx, `${FROM} where id = $1::bigint for share`, [id])
  if (parent === undefined) throw missing(id)
  if (parent.rootId !== id) {
    await tx.query('select 1 from {namespaces} where id = $1::bigint for share', [parent.rootId])
  }
  return parent
}

/** Locks level by level: under what is locked nothing new can come up. In the order of the paths. */
async function lockTree(tx: PostgresQueryable, id: number): Promise<Namespace[]> {
  for (let known = 1; ;) {
    const tree = await rowsOf(
      tx,
      `${TREE}, locked as (select * from {namespaces} where id in (select id from tree) order by id for update)
      select ${columns('n')} from locked n order by path, id`,
      [id],
    )
    if (tree.length === known) return tree
    known = tree.length
  }
}

async function refuseTaken(tx: PostgresQueryable, username: string, path: string): Promise<void> {
  const { rows } = await tx.query(
    'select 1 as taken from {namespaces} where username = $1::text and path = $2::text',
    [username, path],
  )
  if (rows.length > 0) throw taken(path)
}

function taken(path: string): HookstampError {
  return new HookstampError('conflict', `The namespace "${path}" exists already.`)
}

async function insert(tx: PostgresQueryable, planted: PlantedNamespace): Promise<Namespace> {
  const { json } = pack(namespaceColumns, [namespaceValues(planted)])
  const names = namespaceColumns.join(', ')
  const [namespace] = await rowsOf(
    tx,
    // Without an error where there is one already: that would break the transaction of the host.
    `insert into {namespaces} as n (root_id, ${names})
    select $2::bigint, ${names} from ${unpacked('$1', namespaceColumns)}
    on conflict do nothing returning ${columns('n')}`,
    [json, planted.rootId ?? null],
  )
  if (namespace !== undefined) return namespace
  await refuseTaken(tx, planted.user.username, planted.path)
  throw new HookstampError('conflict', 'Another namespace has this externalId.')
}
