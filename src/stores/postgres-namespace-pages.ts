/** A page of namespaces by its number, read from the nearer end where it is far from the first. */
import type { NamespacePage, NamespaceQuery } from '../ports/namespace.js'
import type { Transaction } from '../ports/transaction.js'
import type { Database } from '../postgres/database.js'
import type { Home } from '../postgres/namespace-counts.js'
import { binder, toLimit } from './postgres-records.js'
import { toNamespace, type NamespaceRow } from './rows/namespace-row.js'

// Up to here reading past them takes no longer than asking how many there are.
const FAR = 250

/** @param from the beginning of a statement that selects namespaces, known as `n` in it */
export async function namespacePage(
  database: Database,
  from: string,
  query: NamespaceQuery,
  options?: Transaction,
): Promise<NamespacePage> {
  const { search = '', offset = 0, limit = 25 } = query
  const read = { ...options, repeatable: true }
  const values: unknown[] = []
  const conditions = conditionsOf(query, search, values)

  const page = async (direction: 'asc' | 'desc', offset: number, limit: number): Promise<NamespaceRow[]> => {
    const bound = [...values, toLimit(offset), toLimit(limit), toLimit(offset + limit)]
    const [skipped, most, reach] = [2, 1, 0].map((back) => `$${bound.length - back}::bigint`)
    const order = `order by path ${direction}, id ${direction}`
    // Each part comes from its index in order, and no further than the page.
    const parts = conditions.map((condition) => `(${from} where ${condition} ${order} limit ${reach})`)
    const text = `select * from (${parts.join(' union all ')}) as n ${order} offset ${skipped} limit ${most}`
    return database.run<NamespaceRow>(text, bound, read)
  }
  if (offset > FAR && search === '') {
    const [row] = await database.run<{ total: unknown }>(
      'select coalesce(sum(change), 0) as total from {namespace_counts} where home = any($1::text[])',
      [homesOf(query)],
      read,
    )
    const behind = Number(row?.total) - offset
    if (behind <= 0) return { namespaces: [], hasMore: false }
    if (behind < offset) {
      const rows = await page('desc', Math.max(0, behind - limit), Math.min(limit, behind))
      return { namespaces: rows.toReversed().map(toNamespace), hasMore: behind > limit }
    }
  }
  // One more than asked for, to know of more.
  const rows = await page('asc', offset, limit + 1)
  return { namespaces: rows.slice(0, limit).map(toNamespace), hasMore: rows.length > limit }
}

function homesOf(query: NamespaceQuery): readonly Home[] {
  if ('parentId' in query) return [`parent_id ${query.parentId}`]
  return [`user_id ${query.userId}`, ...(query.rootIds ?? []).map((id): Home => `root_id ${id}`)]
}

function conditionsOf(query: NamespaceQuery, search: string, values: unknown[]): string[] {
  const bind = binder(values)
  const needle = search.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/[\\%_]/g, '\\$&')
  // By `like`, because an index of trigrams, where there is one, is for nothing else.
  const found = search === '' ? '' : ` and lower(n.path) like ${bind(`%${needle}%`)}::text`
  const homes =
    'parentId' in query
      ? [`n.parent_id = ${bind(query.parentId)}`]
      : [
          `n.user_id = ${bind(query.userId)}`,
          ...(query.rootIds ?? []).map((rootId) => `coalesce(n.root_id, n.id) = ${bind(rootId)}`),
        ]
  return homes.map((home) => home + found)
}
