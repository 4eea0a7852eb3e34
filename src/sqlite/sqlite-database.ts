/**
 * What hookstamp needs of a SQLite library. The objects of `node:sqlite`, `better-sqlite3`, `libsql` and `bun:sqlite`
 * are all of this shape as they are: one connection, answering at once.
 */

/** An open SQLite database, as the library of your choice made it. */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
}

/** A prepared statement. Bound are texts, numbers, null and bytes; libraries differ in how they say so. */
export interface SqliteStatement {
  run(...values: unknown[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }
  /** The first row; nothing (`undefined`, or `null` with Bun) when there is none. */
  get(...values: unknown[]): unknown
  all(...values: unknown[]): unknown[]
}

/** What is bound to a statement. */
export type SqliteValue = string | number | null | Uint8Array

/** A statement as it is used here: bound are only values that every library takes. */
export interface Statement extends SqliteStatement {
  run(...values: SqliteValue[]): ReturnType<SqliteStatement['run']>
  get(...values: SqliteValue[]): unknown
  all(...values: SqliteValue[]): unknown[]
}
