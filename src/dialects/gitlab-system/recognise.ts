/** Which event a message to a system hook is. */
import type { Recognised } from '../../dialect.js'
import { readHeader, type HeadersInput } from '../../internal/headers.js'
import { isOfGroupHook, nameOf, objectOf, SYSTEM_HOOK, unknown } from '../forge/event-name.js'
import { eventTypes } from './payloads.js'

const known: ReadonlySet<string> = new Set(eventTypes)
const headerName = 'X-Gitlab-Event'

/**
 * The body says which event it is, the header that a system hook sent it. Without the header, the events whose bodies
 * differ from those of group hooks are told by that; pushes and merge requests do not differ.
 */
export function recognise(message: { readonly headers: HeadersInput; readonly json: unknown }): Recognised {
  const header = readHeader(message.headers, 'x-gitlab-event')
  const body = objectOf(message.json)
  const name = nameOf(body)
  const payload = message.json
  if (body === undefined || name === undefined || !known.has(name)) return unknown(name, payload)
  if (header === SYSTEM_HOOK) return { type: name, payload }
  if (typeof header === 'string') {
    return unknown(name, payload, `${headerName} says "${header}": a project or group hook sent this`)
  }
  const how = header === undefined ? 'absent' : 'repeated'
  const isShared = name in sharedWithGroupHooks
  return isShared && isOfGroupHook(name, body)
    ? unknown(name, payload, `${headerName} is ${how}; the body is that of a group hook`)
    : { type: name, payload, warnings: [`${headerName} is ${how}; taken for "${name}" by its body`] }
}

const sharedWithGroupHooks = {
  user_add_to_group: true,
  user_update_for_group: true,
  user_remove_from_group: true,
  user_access_request_to_group: true,
  project_create: true,
  project_destroy: true,
}
