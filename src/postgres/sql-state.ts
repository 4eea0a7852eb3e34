/** What went wrong in a database, told from the error of whatever driver or library threw it. */

/**
 * The five characters by which PostgreSQL names an error, wherever the library keeps them; undefined if it does not
 * come from the database.
 *
 * @see PostgreSQL, Appendix A, "Error codes"
 */
export function sqlStateOf(error: unknown): string | undefined {
  for (const place of places(error)) {
    for (const key of ['code', 'originalCode']) {
      const code = (place as Readonly<Record<string, unknown>>)[key]
      // Five as well, but not of the database: EPIPE. Prisma's own codes (P2010) are told apart by its `meta`.
      if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE' && !('meta' in place)) {
        return code
      }
    }
  }
  return undefined
}

/** Whether doing the same again may well work: two transactions got into each other's way. */
export function isContention(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state === '40001' || state === '40P01'
}

// Class 08 is the connection, 57P0x the server going down or coming up, 53300 one that has no connection to spare.
const UNAVAILABLE = /^(08...|57P0[1-5]|53300)$/
// Of Node's sockets, and of pg where the connection is already known to be gone.
const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)/
const LOST =
  /connection (terminated|ended|error)|connection timeout|client was closed|not queryable|server closed/i

/** Whether the database could not be reached, or the connection to it broke. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlStateOf(error)
  if (state !== undefined) return UNAVAILABLE.test(state)
  return places(error).some((place) => {
    const { code, message } = place as Readonly<Record<string, unknown>>
    return (
      (typeof code === 'string' && NETWORK.test(code)) || (typeof message === 'string' && LOST.test(message))
    )
  })
}

/**
 * Whether a value cannot be kept by PostgreSQL: text with a NUL or half a surrogate pair, a number out of range, a key
 * too long for its index.
 */
export function isUnstorable(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state !== undefined && (state.startsWith('22') || state === '54000')
}

/** The error and what libraries wrap inside it: `cause` (Drizzle), `driverError` (TypeORM), `meta` (Prisma). */
function places(error: unknown): object[] {
  const found: object[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || found.includes(value) || found.length > 20) return
    found.push(value)
    const inner = value as Readonly<Record<string, unknown>>
    for (const key of ['cause', 'driverError', 'meta', 'driverAdapterError']) visit(inner[key])
    if (Array.isArray(inner['errors'])) inner['errors'].forEach(visit)
  }
  visit(error)
  return found
}
