/**
 * How values stand in the tables of a database, alike in all of them: ids and instants as integers, truth as 0 or 1,
 * what has a structure as JSON in text, bodies as bytes.
 */

/** What is written into a column. */
export type Column = string | number | null | Uint8Array

/** An integer as drivers answer with it: some give 64 bits as text or as a bigint. */
export type IntegerColumn = number | bigint | string

/** Truth as drivers answer with it. */
export type TruthColumn = IntegerColumn | boolean

export function toNumber(column: IntegerColumn): number {
  return typeof column === 'number' ? column : Number(column)
}

export function toNumberOrNull(column: IntegerColumn | null): number | null {
  return column === null ? null : toNumber(column)
}

export function toBoolean(column: TruthColumn): boolean {
  return typeof column === 'boolean' ? column : Number(column) !== 0
}

export function fromBoolean(value: boolean): number {
  return value ? 1 : 0
}

/** The bytes by themselves: drivers answer with a subclass, or with a view into something larger. */
export function toBytes(column: Uint8Array): Uint8Array {
  return new Uint8Array(column)
}

/** JSON in text; null is null, so that it can be asked for. */
export function fromJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

export function toJson<T>(column: string): T {
  return JSON.parse(column) as T
}

export function toJsonOrNull<T>(column: string | null): T | null {
  return column === null ? null : toJson<T>(column)
}
