/**
 * What hookstamp needs of a SQLite library. The objects of `node:sqlite`, `better-sqlite3`, `libsql` and `bun:sqlite`
 * are all of this shape as they are: one connection, answering at once.
 */

/** What can be bound to a statement. */
export type SqliteValue = string | number | null | Uint8Array

/** A prepared statement. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): {
    readonly changes: number | bigint
    readonly lastInsertRowid: number | bigint
  }
  /** The first row; nothing (`undefined`, or `null` with Bun) when there is none. */
  get(...values: SqliteValue[]): unknown
  all(...values: SqliteValue[]): unknown[]
}

/** An open SQLite database, as the library of your choice made it. */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
}
