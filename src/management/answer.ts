/** Responses of the API. */
import { httpStatusOf, isHookstampError, type HookstampError } from '../errors.js'
import { toFields } from './validate.js'

const JSON_HEADERS = {
  'Content-Type': 'application/json; charset=utf-8',
  // It depends on who asks.
  'Cache-Control': 'private, no-store',
}

/** With a line break at its end, as the server sends it. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(`${JSON.stringify(body)}\n`, { status, headers: { ...JSON_HEADERS, ...headers } })
}

/**
 * What a caller is told of an error: faults of fields as `{ field: [messages] }`, everything else as `{ message }`;
 * nothing about what went wrong on our side.
 */
export function failure(error: unknown): Response {
  if (!isHookstampError(error)) return json(500, { message: 'Something went wrong' })
  const fields = faultsOf(error)
  if (fields !== undefined) return json(400, fields)
  if (error.code === 'not-found') return json(404, { message: 'Not found' })
  if (error.code === 'unauthenticated') {
    return json(401, { message: error.message }, { 'WWW-Authenticate': 'Bearer' })
  }
  const status = httpStatusOf[error.code]
  return status === 501 || (status >= 400 && status < 500)
    ? json(status, { message: error.message })
    : json(500, { message: 'Something went wrong' })
}

/** Whether an error is for the host to look at rather than for the caller. */
export function isOurs(error: unknown): boolean {
  return failure(error).status === 500
}

const urlFaults: Readonly<Partial<Record<HookstampError['code'], string>>> = {
  'url-not-https': 'The URL must start with https://.',
  'url-port-refused': 'This port is not delivered to.',
  'address-not-public': 'Only public addresses are delivered to.',
}

function faultsOf(error: HookstampError): Record<string, string[]> | undefined {
  switch (error.code) {
    case 'record-invalid':
      // What a database cannot keep has no field to it.
      return error.issues.length === 0 ? undefined : toFields(error.issues)
    case 'url-invalid':
    case 'url-not-https':
    case 'url-port-refused':
    case 'address-not-public':
      // How a host could allow it is not for its users.
      return { payload_url: [urlFaults[error.code] ?? error.message.replace(/^payloadUrl: /, '')] }
    case 'secret-empty':
    case 'secret-malformed':
      return { secret: [error.message] }
    default:
      return undefined
  }
}
