/** An `INSERT` with a value for each column. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
}

/** What an `UPDATE` sets: each column to a value. */
export function setting(columns: readonly string[]): string {
  return columns.map((column) => `${column} = ?`).join(', ')
}
