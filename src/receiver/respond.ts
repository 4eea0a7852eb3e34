import { httpStatusOf } from '../errors.js'
import type { Outcome, Verification } from './outcome.js'

/** An HTTP answer, for any platform to write. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON, or empty. */
  readonly body: string
}

const nothing: Answer = { status: 204, headers: {}, body: '' }
const accepted: Answer = { ...nothing, status: 202 }

/**
 * Every outcome → its HTTP answer. Says nothing about secrets, expected signatures or our own setup: that goes to
 * `onError`.
 *
 * | outcome | status | body |
 * | --- | --- | --- |
 * | `handled`, `verified`, `event-unknown` | 204 | none |
 * | `accepted` | 202 | none |
 * | `duplicate` | 200 | `{"duplicate":true}` |
 * | `body-not-utf8`, `body-not-json`, `body-truncated` | 400 | `{"error":code}` |
 * | `unverified` | 401 | `{"error":code,"reason":why}`; no reason if there is no secret |
 * | `method-not-allowed` | 405, `Allow: POST` | `{"error":code}` |
 * | `body-timeout` | 408 | `{"error":code}` |
 * | `body-too-large` | 413 | `{"error":code}` |
 * | `body-encoded` | 415, `Accept-Encoding: identity` | `{"error":code}` |
 * | `payload-invalid` | 422 | `{"error":code,"paths":[…]}`, the first 10 |
 * | `handler-failed`, `body-consumed`, `body-not-bytes`, `dependency-missing` | 500 | `{"error":code}` |
 * | `busy`, `secrets-unavailable`, `guard-unavailable`, `inbox-unavailable` | 503, `Retry-After: 10` | `{"error":code}` |
 */
export function respond(outcome: Outcome<unknown> | Verification<unknown>): Answer {
  if (outcome.ok) {
    if (outcome.code === 'duplicate') return json(200, { duplicate: true })
    return outcome.code === 'accepted' ? accepted : nothing
  }
  const { code, reason, issues } = outcome
  const status = httpStatusOf[code]
  return json(
    status,
    {
      error: code,
      // Which tenants have a secret is nobody's business.
      reason: reason === 'no-secret' ? undefined : reason,
      // A sender needs a few to find its mistake; a body can be wrong in a million places.
      paths: issues?.slice(0, 10).map(({ path }) => path.join('.')),
    },
    extraHeaders[status],
  )
}

const extraHeaders: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  405: { Allow: 'POST' },
  415: { 'Accept-Encoding': 'identity' },
  // Seconds: longer than most hiccups of a database, shorter than the patience of most senders.
  503: { 'Retry-After': '10' },
}

function json(status: number, body: object, headers?: Readonly<Record<string, string>>): Answer {
  return { status, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}
