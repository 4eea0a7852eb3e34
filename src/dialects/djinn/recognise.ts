/** Which Djinn event a message is: by its header, or by its body where the header says nothing. */
import type { Recognised } from '../../dialect.js'
import { readHeader, type HeadersInput } from '../../internal/headers.js'
import { eventTypes } from './payloads.js'

type Json = Readonly<Record<string, unknown>>

const known: ReadonlySet<string> = new Set(eventTypes)

// What Djinn's Go code prints for an event it has no name for; its redeliveries carry `Type(0)`.
const nameless = /^Type\(\d+\)$/

/**
 * A name in the header decides, and an unknown one is not guessed at: the sender said that it is something else.
 * The body is asked where the header is absent, repeated, or the nameless `Type(0)` of a redelivery.
 */
export function recognise(message: { readonly headers: HeadersInput; readonly json: unknown }): Recognised {
  const header = readHeader(message.headers, 'x-djinn-ci-event')
  if (typeof header === 'string' && !nameless.test(header)) {
    const type = header.toLowerCase()
    return known.has(type)
      ? oneSpelling({ type, payload: message.json })
      : { type: undefined, unknownType: header, payload: message.json }
  }
  const type = typeOfBody(message.json)
  const sent =
    typeof header === 'string' ? `says "${header}"` : header === undefined ? 'is absent' : 'is repeated'
  const warning = `X-Djinn-CI-Event ${sent}; ${ambiguity(type)}`
  return oneSpelling({
    type,
    payload: message.json,
    warnings: [warning],
    ...(typeof header === 'string' && type === undefined ? { unknownType: header } : {}),
  })
}

function ambiguity(type: string | undefined): string {
  if (type === undefined) return 'the body does not tell the event either'
  const others = type.startsWith('build.') && type !== 'build.tagged'
  return `taken for "${type}" by its body${others ? ', which other build events share' : ''}`
}

/** The key that only one event's envelope has, beside `action`. */
const byKey: readonly (readonly [key: string, type: string])[] = [
  ['cron', 'cron'],
  ['image', 'images'],
  ['object', 'objects'],
  ['variable', 'variables'],
  ['key', 'ssh_keys'],
  ['ssh_key', 'ssh_keys'],
  ['namespace', 'namespaces'],
]

function typeOfBody(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const body = json as Json
  if ('build' in body && 'tags' in body) return 'build.tagged'
  if ('jobs_url' in body) return typeOfBuild(body)
  if ('invitee' in body && 'inviter' in body) return 'invite.sent'
  // Without an inviter it was accepted or rejected, and nothing says which: too much hangs on it to guess.
  if (!('action' in body)) return undefined
  return byKey.find(([key]) => key in body)?.[1]
}

/** A build that is pinned has the body of its last state, so this is a guess where the header is lost. */
function typeOfBuild({ status, started_at, finished_at }: Json): string {
  if (status === 'queued') return 'build.submitted'
  if (status === 'running') return 'build.started'
  if (typeof status === 'string' || typeof finished_at === 'string') return 'build.finished'
  return typeof started_at === 'string' ? 'build.started' : 'build.submitted'
}

/** The document's table calls the SSH key `ssh_key`, its example and every server `key`: handlers see `key`. */
function oneSpelling(recognised: Recognised): Recognised {
  const { type, payload } = recognised
  if (type !== 'ssh_keys' || typeof payload !== 'object' || payload === null) return recognised
  const { ssh_key: key, ...rest } = payload as Json
  return key === undefined || 'key' in rest ? recognised : { ...recognised, payload: { ...rest, key } }
}
