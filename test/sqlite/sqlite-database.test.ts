import type Libsql from 'libsql'
import { expectTypeOf, test } from 'vitest'
import type { SqliteDatabase } from 'hookstamp/stores/sqlite'

// The parts of other libraries' types that matter here, in their form: none of them is installed for its types alone.
// What they do is tried on the libraries themselves, in test/runtimes.

interface NodeStatement {
  run(named: Record<string, NodeInput>, ...anonymous: NodeInput[]): NodeResult
  run(...anonymous: NodeInput[]): NodeResult
  get(named: Record<string, NodeInput>, ...anonymous: NodeInput[]): Record<string, NodeOutput> | undefined
  get(...anonymous: NodeInput[]): Record<string, NodeOutput> | undefined
  all(named: Record<string, NodeInput>, ...anonymous: NodeInput[]): Record<string, NodeOutput>[]
  all(...anonymous: NodeInput[]): Record<string, NodeOutput>[]
}
type NodeInput = null | number | bigint | string | ArrayBufferView
type NodeOutput = null | number | bigint | string | Uint8Array
interface NodeResult {
  changes: number | bigint
  lastInsertRowid: number | bigint
}
interface NodeDatabase {
  exec(sql: string): void
  prepare(sql: string): NodeStatement
}

interface BetterStatement<Bound extends unknown[], Row = unknown> {
  run(...bound: Bound): { changes: number; lastInsertRowid: number | bigint }
  get(...bound: Bound): Row | undefined
  all(...bound: Bound): Row[]
}
interface BetterDatabase {
  exec(sql: string): this
  // oxlint-disable-next-line no-empty-object-type -- it is theirs
  prepare<Bound extends unknown[] | {} = unknown[], Row = unknown>(
    sql: string,
  ): Bound extends unknown[] ? BetterStatement<Bound, Row> : BetterStatement<[Bound], Row>
}

type BunInput =
  string | bigint | NodeJS.TypedArray | number | boolean | null | Record<string, string | number>
interface BunStatement<Row, Bound extends BunInput[]> {
  run(...bound: Bound): { changes: number; lastInsertRowid: number | bigint }
  get(...bound: Bound): Row | null
  all(...bound: Bound): Row[]
}
interface BunDatabase {
  exec<Bound extends BunInput[]>(sql: string, ...bound: Bound[]): { changes: number }
  prepare<Row, Bound extends BunInput | BunInput[]>(
    sql: string,
    bound?: Bound,
  ): BunStatement<Row, Bound extends BunInput[] ? Bound : [Bound & BunInput]>
}

test('a database object of each library is one by its type, and nothing else is', () => {
  expectTypeOf<InstanceType<typeof Libsql>>().toExtend<SqliteDatabase>()
  expectTypeOf<NodeDatabase>().toExtend<SqliteDatabase>()
  expectTypeOf<BetterDatabase>().toExtend<SqliteDatabase>()
  expectTypeOf<BunDatabase>().toExtend<SqliteDatabase>()
  expectTypeOf<string>().not.toExtend<SqliteDatabase>()
  // A client of a server: it answers later.
  expectTypeOf<{
    exec(sql: string): Promise<void>
    prepare(sql: string): Promise<NodeStatement>
  }>().not.toExtend<SqliteDatabase>()
})
