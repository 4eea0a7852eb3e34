/** What is copied from SQLite to PostgreSQL: each table, its columns, and how they are written. */
import { blob, unpacked } from './postgres-records.js'
import { attemptColumns } from './rows/attempt-row.js'
import { deliveryColumns } from './rows/delivery-row.js'
import { eventColumns } from './rows/event-row.js'
import { inboxColumns } from './rows/inbox-row.js'
import { namespaceColumns } from './rows/namespace-row.js'
import { webhookColumns } from './rows/webhook-row.js'

export interface CopiedTable {
  /** In PostgreSQL. */
  readonly name: string
  /** In SQLite. */
  readonly from: string
  /** What is read of a row. */
  readonly columns: readonly string[]
  /** What the rows are read in the order of, so that one batch goes on where the last one ended. */
  readonly key: readonly string[]
  /** Which rows, as a condition; all of them without one. */
  readonly where?: string
  /** Writes a batch: `$1` the records as JSON, `$2` their bytes. */
  readonly insert: string
}

interface Definition extends Omit<CopiedTable, 'from' | 'insert'> {
  readonly from?: string
  /** Column in PostgreSQL → what is written there, of a record `x`; without one, each column as it is. */
  readonly written?: Readonly<Record<string, string>>
  /** Whether `id` is a number that the database gives. */
  readonly numbered?: boolean
  readonly blobs?: readonly string[]
}

function define({ written, numbered = false, blobs = [], ...table }: Definition): CopiedTable {
  const { name, columns } = table
  const asItIs = (column: string): string =>
    blobs.includes(column) ? blob(column, '$2', 'x') : `x.${column}`
  const values = {
    ...(written ?? Object.fromEntries(columns.map((column) => [column, asItIs(column)]))),
    ...(numbered && { id: 'x.id::bigint' }),
    // A root's own is not known when it is made, and left out.
    ...(name === 'namespaces' && { root_id: 'nullif(x.root_id, x.id::bigint)' }),
  }
  return {
    from: `hookstamp_${name}`,
    ...table,
    insert: `insert into {${name}} (${Object.keys(values).join(', ')})
      select ${Object.values(values).join(', ')} from ${unpacked('$1', columns, blobs)}`,
  }
}

const DEPTH = "length(path) - length(replace(path, '/', ''))"

/** The depths that there are, to be read from SQLite. */
export const namespaceDepths: string = `SELECT DISTINCT ${DEPTH} AS depth FROM hookstamp_namespaces ORDER BY depth`

/** Parents before their children: a moved namespace may be older than its parent. */
export function namespacesOf(depth: number): CopiedTable {
  return define({
    name: 'namespaces',
    columns: ['id', 'root_id', ...namespaceColumns],
    key: ['id'],
    where: `${DEPTH} = ${depth}`,
    numbered: true,
  })
}

const HASH = `sha256(convert_to(x.key, 'UTF8'))`

/** Everything else, in an order in which it can be written. */
export const copiedTables: readonly CopiedTable[] = [
  define({
    name: 'collaborators',
    columns: ['root_id', 'user_id', 'created_at'],
    key: ['root_id', 'user_id'],
  }),
  define({
    name: 'invites',
    columns: ['id', 'root_id', 'invitee_id', 'inviter_id', 'created_at'],
    key: ['id'],
    numbered: true,
  }),
  define({
    name: 'webhooks',
    columns: ['id', ...webhookColumns, 'deleted_at'],
    key: ['id'],
    numbered: true,
  }),
  define({ name: 'events', columns: eventColumns, key: ['rowid'], blobs: ['body'] }),
  define({
    name: 'idempotency_keys',
    columns: ['namespace_id', 'key', 'event_id', 'created_at'],
    key: ['namespace_id', 'key'],
    written: {
      namespace_id: 'x.namespace_id',
      key_hash: HASH,
      event_id: 'x.event_id',
      created_at: 'x.created_at',
    },
  }),
  define({ name: 'deliveries', columns: deliveryColumns, key: ['id'] }),
  define({ name: 'attempts', columns: attemptColumns, key: ['rowid'], blobs: ['response_body'] }),
  define({ name: 'inbox', columns: inboxColumns, key: ['rowid'], blobs: ['body'] }),
  define({
    name: 'replays',
    from: 'hookstamp_guard',
    columns: ['key', 'token', 'expires_at'],
    key: ['key'],
    written: {
      key_hash: HASH,
      token: `coalesce(x.token, '')`,
      done: 'x.token is null',
      expires_at: 'x.expires_at',
    },
  }),
]
