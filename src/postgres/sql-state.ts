/** What went wrong in a database, told from the error of whatever driver or library threw it. */

/**
 * The five characters by which PostgreSQL names an error, wherever the library keeps them; undefined if it does not
 * come from the database.
 *
 * @see PostgreSQL, Appendix A, "Error codes"
 */
export function sqlStateOf(error: unknown): string | undefined {
  for (const place of places(error)) {
    const state = stateIn(place)
    if (state !== undefined) return state
  }
  return undefined
}

function stateIn(place: object): string | undefined {
  // Prisma's own codes (P2010) are told apart by its `meta`.
  if ('meta' in place) return undefined
  for (const key of ['code', 'originalCode']) {
    const code = (place as Readonly<Record<string, unknown>>)[key]
    // Five as well, but not of the database: EPIPE.
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE') return code
  }
  return undefined
}

/**
 * The error of the database or its driver, below what libraries wrap around it: theirs quote the values, and so
 * secrets, in their messages and fields.
 */
export function originOf(error: unknown): unknown {
  const origin = places(error).findLast(
    (place) => place instanceof Error && (stateIn(place) !== undefined || isLost(place) || isLate(place)),
  )
  return origin ?? error
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
// Of pg's pool and of its `query_timeout`.
const LATE = /timeout exceeded when trying to connect|query read timeout/i

/** Whether the database could not be reached, or the connection to it broke. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlStateOf(error)
  if (state !== undefined) return UNAVAILABLE.test(state)
  return places(error).some(isLost)
}

function isLost(place: object): boolean {
  const { code, message } = place as Readonly<Record<string, unknown>>
  return (
    (typeof code === 'string' && NETWORK.test(code)) || (typeof message === 'string' && LOST.test(message))
  )
}

/** Whether the driver gave up waiting, for a connection to spare or for an answer: asking again would wait as long. */
export function isTimeout(error: unknown): boolean {
  return places(error).some(isLate)
}

function isLate(place: object): boolean {
  const { message } = place as Readonly<Record<string, unknown>>
  return typeof message === 'string' && LATE.test(message)
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
