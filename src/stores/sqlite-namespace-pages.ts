/** Pages of namespaces, each as cheap as the first unless something is searched for. */
import type { NamespaceQuery } from '../ports/namespace.js'
import type { Engine } from '../sqlite/engine.js'
import type { NamespaceRow } from './rows/namespace-row.js'
import type { NamespaceCache } from './sqlite-namespace-cache.js'

type Page = (query: NamespaceQuery, offset: number, count: number) => readonly NamespaceRow[]

/** One of the lists that a page is read from: each is in order in an index of its own. */
interface Part {
  readonly column: 'user_id' | 'root_id' | 'parent_id'
  readonly id: number
}

// So many lists can be merged in one query of SQLite's; with more, all of them are sorted.
const MOST_MERGED = 400

export function namespacePages({ statement }: Engine, cache: NamespaceCache): Page {
  const countOf = ({ column, id }: Part): number =>
    cache.count(`${column} ${id}`, () => {
      const sql = `SELECT count(*) AS count FROM hookstamp_namespaces WHERE ${column} = ?`
      return Number((statement(sql).get(id) as { count: number | bigint }).count)
    })

  return (query, offset, count) => {
    const parts = partsOf(query)
    const search = query.search ?? ''
    const where = (condition: string): string =>
      // `lower` changes ASCII letters only; paths have no others.
      `SELECT * FROM hookstamp_namespaces WHERE ${condition}${search === '' ? '' : ' AND instr(lower(path), lower(?)) > 0'}`
    const merged = parts.map(({ column }) => where(`${column} = ?`)).join(' UNION ALL ')
    const values = parts.flatMap(({ id }) => (search === '' ? [id] : [id, search]))
    const rows = (order: 'ASC' | 'DESC', take: number, skip: number): NamespaceRow[] =>
      statement(`${merged} ORDER BY path ${order}, id ${order} LIMIT ? OFFSET ?`).all(
        ...values,
        take,
        skip,
      ) as NamespaceRow[]

    if (parts.length > MOST_MERGED) {
      const ids = JSON.stringify(parts.slice(1).map(({ id }) => id))
      const either = where('(user_id = ? OR root_id IN (SELECT value FROM json_each(?)))')
      return statement(`${either} ORDER BY path, id LIMIT ? OFFSET ?`).all(
        (parts[0] as Part).id,
        ids,
        ...(search === '' ? [] : [search]),
        count,
        offset,
      ) as NamespaceRow[]
    }
    if (search !== '') return rows('ASC', count, offset)
    // What is passed over costs as well, so it is read from the nearer end.
    const behind = parts.reduce((total, part) => total + countOf(part), 0) - offset - count
    if (behind >= offset) return rows('ASC', count, offset)
    return rows('DESC', Math.max(0, count + Math.min(behind, 0)), Math.max(0, behind)).reverse()
  }
}

function partsOf(query: NamespaceQuery): Part[] {
  if ('parentId' in query) return [{ column: 'parent_id', id: query.parentId }]
  const { userId, rootIds = [] } = query
  return [{ column: 'user_id', id: userId }, ...rootIds.map((id): Part => ({ column: 'root_id', id }))]
}
