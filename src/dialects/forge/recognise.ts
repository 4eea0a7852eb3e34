/** Which event a message to a project or group hook is. */
import type { Recognised } from '../../dialect.js'
import { readHeader, type HeadersInput } from '../../internal/headers.js'
import {
  hookOf,
  isOfGroupHook,
  nameOf,
  objectOf,
  SYSTEM_HOOK,
  typeOfNameless,
  unknown,
} from './event-name.js'
import { eventTypes } from './payloads.js'

const known: ReadonlySet<string> = new Set(eventTypes)

/**
 * The body says which event it is: the Test button sends bodies under headers of other events, which is worth a
 * warning and no more. The header says whose hook it is: what a system hook sent is left to the dialect of system hooks.
 *
 * @param headerName such as `X-Gitlab-Event`
 */
export function recogniser(
  headerName: string,
): (message: { readonly headers: HeadersInput; readonly json: unknown }) => Recognised {
  const headerKey = headerName.toLowerCase()
  return ({ headers, json }) => {
    const header = readHeader(headers, headerKey)
    const body = objectOf(json)
    const name = nameOf(body)
    if (header === SYSTEM_HOOK) return unknown(name, json, `${headerName} says that a system hook sent this`)
    if (name === undefined) {
      const type = typeof header === 'string' ? typeOfNameless(header, body) : undefined
      const warnings = [`The body names no event; taken for "${type}" by ${headerName}`]
      return type === undefined ? unknown(name, json) : { type, payload: json, warnings }
    }
    if (!known.has(name)) return unknown(name, json)
    const expected = hookOf(name, body)
    if (header === expected) return { type: name, payload: json }
    if (typeof header !== 'string') {
      const how = header === undefined ? 'absent' : 'repeated'
      return body !== undefined && isOfGroupHook(name, body)
        ? {
            type: name,
            payload: json,
            warnings: [`${headerName} is ${how}; taken for "${name}" by its body`],
          }
        : unknown(name, json)
    }
    // What `Job Hook` was called before GitLab 9.
    if (header === 'Build Hook' && name === 'build') return { type: name, payload: json }
    return {
      type: name,
      payload: json,
      warnings: [`${headerName} says "${header}", the body is a "${name}", sent as "${expected}"`],
    }
  }
}
