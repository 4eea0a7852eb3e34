/**
 * Every reason hookstamp refuses something, as one closed union.
 * What each means and what to do about it: `docs/errors.md`.
 */
export type ErrorCode =
  // how hookstamp is called
  | 'option-invalid'
  | 'secret-empty'
  | 'secret-malformed'
  | 'scheme-unknown'
  | 'body-not-bytes'
  | 'dependency-missing'
  | 'queue-required'
  | 'queue-not-durable'
  | 'schema-not-exportable'
  // receiving
  | 'method-not-allowed'
  | 'body-too-large'
  | 'body-truncated'
  | 'body-consumed'
  | 'body-timeout'
  | 'body-encoded'
  | 'body-not-utf8'
  | 'body-not-json'
  | 'unverified'
  | 'event-unknown'
  | 'payload-invalid'
  | 'handler-failed'
  | 'secrets-unavailable'
  | 'busy'
  | 'guard-unavailable'
  | 'inbox-unavailable'
  // emitting and delivering
  | 'payload-not-json'
  | 'payload-too-large'
  | 'url-invalid'
  | 'url-not-https'
  | 'url-port-refused'
  | 'address-not-public'
  | 'name-not-resolved'
  | 'connect-failed'
  | 'tls-failed'
  | 'proxy-failed'
  | 'deadline-exceeded'
  | 'response-invalid'
  | 'response-cut-short'
  | 'transport-closed'
  // managing
  | 'unauthenticated'
  | 'forbidden'
  | 'dispatcher-required'
  | 'api-failed'
  // storing
  | 'not-found'
  | 'conflict'
  | 'record-invalid'
  | 'store-unavailable'
  | 'database-owned'
  | 'database-newer'

/** HTTP status for each code, where an HTTP answer has to be given for an error. Exhaustive by type. */
export const httpStatusOf: Readonly<Record<ErrorCode, number>> = {
  'option-invalid': 500,
  'secret-empty': 500,
  'secret-malformed': 500,
  'scheme-unknown': 500,
  'body-not-bytes': 500,
  'dependency-missing': 500,
  'queue-required': 500,
  'queue-not-durable': 500,
  'schema-not-exportable': 500,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'body-truncated': 400,
  'body-consumed': 500,
  'body-timeout': 408,
  'body-encoded': 415,
  'body-not-utf8': 400,
  'body-not-json': 400,
  unverified: 401,
  'event-unknown': 204,
  'payload-invalid': 422,
  'handler-failed': 500,
  'secrets-unavailable': 503,
  busy: 503,
  'guard-unavailable': 503,
  'inbox-unavailable': 503,
  'payload-not-json': 422,
  'payload-too-large': 413,
  'url-invalid': 400,
  'url-not-https': 400,
  'url-port-refused': 400,
  'address-not-public': 400,
  'name-not-resolved': 502,
  'connect-failed': 502,
  'tls-failed': 502,
  'proxy-failed': 502,
  'deadline-exceeded': 504,
  'response-invalid': 502,
  'response-cut-short': 502,
  'transport-closed': 503,
  unauthenticated: 401,
  forbidden: 403,
  'dispatcher-required': 501,
  'api-failed': 502,
  'not-found': 404,
  conflict: 409,
  'record-invalid': 400,
  'store-unavailable': 503,
  'database-owned': 503,
  'database-newer': 500,
}

/** One thing wrong inside a value: where, and what. */
export interface Issue {
  /** Keys and indexes from the root, e.g. `['namespace', 'user', 'id']`. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Extra facts of an error. Never a secret, a signature or a payload. */
export interface ErrorDetails {
  readonly cause?: unknown
  /** Where a value is wrong, when the error is about a value. */
  readonly issues?: readonly Issue[]
}

// Shared by every copy of the package (ESM beside CJS, two versions), where `instanceof` would fail.
const brand: unique symbol = Symbol.for('hookstamp.error') as never

/**
 * The one error class of hookstamp. Decide on `code`; the message says what was wrong and what to do,
 * for people. Neither ever holds a secret or a payload.
 *
 * @example
 * try { createReceiver({ dialect: djinn, secrets: [''] }) }
 * catch (error) { if (isHookstampError(error, 'secret-empty')) … }
 */
export class HookstampError extends Error {
  override readonly name = 'HookstampError'
  readonly code: ErrorCode
  readonly issues: readonly Issue[]

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.issues = details.issues ?? []
    Object.defineProperty(this, brand, { value: true })
  }
}

/**
 * Whether a caught value is a `HookstampError`, of the given code if one is named.
 * Works across copies of the package, which `instanceof` does not.
 */
export function isHookstampError(value: unknown, code?: ErrorCode): value is HookstampError {
  return (
    typeof value === 'object' &&
    value !== null &&
    brand in value &&
    (code === undefined || ('code' in value && value.code === code))
  )
}
