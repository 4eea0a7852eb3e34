/**
 * The rules of webhooks, as pure functions: what a new one becomes, and what a change makes of it. Whether its
 * URL may be *reached* is for the transport to say (`checkUrl`), not for the store.
 *
 * @see djinn-namespaces-api, "Create webhook"
 */
import { HookstampError, type Issue } from '../errors.js'
import type {
  NewWebhook,
  StoredSecret,
  Webhook,
  WebhookAuth,
  WebhookChanges,
  WebhookHealth,
  WebhookProxy,
  WebhookTls,
} from '../ports/webhook.js'
import { headerIssues } from './header-rules.js'
import { refuse } from './namespace-rules.js'

/** The health of a webhook that nothing has gone wrong with. */
export const HEALTHY: WebhookHealth = { failures: 0, failingSince: null, pausedAt: null, pausedUntil: null }

/** A webhook ready to be stored: everything but its id. */
export type PreparedWebhook = Omit<Webhook, 'id'>

/**
 * A new webhook with its defaults filled in: active, `ssl` iff https, all events.
 *
 * @throws HookstampError `record-invalid`, `url-invalid`, `url-not-https`, `secret-empty`
 */
export function prepareWebhook(input: NewWebhook, createdAt: number): PreparedWebhook {
  if (input.secret !== undefined && input.secrets !== undefined) {
    refuse('webhook', [{ path: ['secret'], message: 'Give either `secret` or `secrets`.' }])
  }
  const secrets = input.secrets ?? (input.secret === undefined ? [] : [{ value: input.secret }])
  const url = parseUrl(input.payloadUrl)
  return checked({
    namespaceId: input.namespaceId,
    authorId: input.authorId ?? null,
    payloadUrl: input.payloadUrl,
    ssl: input.ssl ?? url.protocol === 'https:',
    active: input.active ?? true,
    disabledReason: null,
    events: input.events ?? [],
    ordered: input.ordered ?? false,
    ratePerSecond: input.ratePerSecond ?? null,
    secrets,
    headers: input.headers ?? {},
    auth: input.auth ?? null,
    tls: input.tls ?? null,
    proxy: input.proxy ?? null,
    timeoutMs: input.timeoutMs ?? null,
    lastResponse: null,
    health: HEALTHY,
    createdAt,
  })
}

/** The webhook after a change; what is not given stays. Throws as `prepareWebhook` does. */
export function changeWebhook(webhook: Webhook, changes: WebhookChanges): Webhook {
  const turnedOn = changes.active === true ? { disabledReason: null, health: HEALTHY } : {}
  // What is not enumerable (see sealWebhook) a spread leaves out.
  const { secrets, headers, auth, tls, proxy } = webhook
  const next = { ...webhook, secrets, headers, auth, tls, proxy, ...turnedOn, ...defined(changes) }
  return checked(next)
}

/**
 * The record a store hands out. What holds credentials is there to be read but not enumerable, so that neither
 * `JSON.stringify` nor a log nor a spread takes it along.
 */
export function sealWebhook(webhook: Webhook): Webhook {
  const { secrets, headers, auth, tls, proxy, ...visible } = webhook
  return Object.defineProperties(visible, {
    secrets: { value: secrets },
    headers: { value: headers },
    auth: { value: auth },
    tls: { value: tls },
    proxy: { value: proxy },
  }) as Webhook
}

/** Whether it is to hear of an event. */
export function wants(webhook: Webhook, eventType: string): boolean {
  if (!webhook.active) return false
  return webhook.events.length === 0 || webhook.events.some((filter) => matchesFilter(filter, eventType))
}

/** Whether a filter takes an event type: the type itself, `*` for all, or `build.*` for all that begin with `build.` */
export function matchesFilter(filter: string, eventType: string): boolean {
  if (filter === eventType || filter === '*') return true
  return filter.endsWith('.*') && eventType.startsWith(filter.slice(0, -1))
}

function checked<W extends PreparedWebhook>(webhook: W): W {
  const url = parseUrl(webhook.payloadUrl)
  if (webhook.ssl && url.protocol !== 'https:') {
    throw new HookstampError(
      'url-not-https',
      'payloadUrl: ssl is on, but the URL is not https. Use https or turn ssl off.',
    )
  }
  refuse('webhook', [
    ...webhook.events.flatMap(eventIssues),
    ...rateIssues(webhook.ratePerSecond),
    ...headerIssues(webhook.headers),
    ...authIssues(webhook.auth),
    ...tlsIssues(webhook.tls, url),
    ...proxyIssues(webhook.proxy),
    ...timeoutIssues(webhook.timeoutMs),
  ])
  webhook.secrets.forEach(checkSecret)
  return webhook
}

// A scheme with a host behind it: others than http are for transports that are plugged in (`transportByScheme`).
// Files are never delivered to.
const DELIVERABLE = /^(?!ftp:|file:)[a-z][a-z0-9+.-]*:\/\/[^/]/i

function parseUrl(text: string): URL {
  if (DELIVERABLE.test(text) && URL.canParse(text)) return new URL(text)
  throw new HookstampError(
    'url-invalid',
    'payloadUrl: expected a whole URL that starts with https://, or with the scheme of another transport.',
  )
}

const FILTER = /^(\*|[^*]+|[^*]+\.\*)$/

function eventIssues(event: string, index: number): Issue[] {
  if (typeof event === 'string' && FILTER.test(event)) return []
  return [
    {
      path: ['events', index],
      message: 'Expected an event type, "*", or the beginning of types as in "build.*".',
    },
  ]
}

function rateIssues(rate: number | null): Issue[] {
  if (rate === null || (Number.isFinite(rate) && rate > 0)) return []
  return [{ path: ['ratePerSecond'], message: 'A rate is a number above 0, or null for no limit.' }]
}

function tlsIssues(tls: WebhookTls | null, url: URL): Issue[] {
  if (tls === null) return []
  const path = ['tls']
  if (url.protocol !== 'https:')
    return [{ path, message: 'Certificates are shown and checked over https only.' }]
  const texts = Object.values(tls).filter((text) => text !== undefined)
  if (texts.length === 0 || texts.some((text) => typeof text !== 'string' || text === '')) {
    return [{ path, message: 'Expected cert and key, or ca, as PEM.' }]
  }
  if ((tls.cert === undefined) === (tls.key === undefined)) return []
  return [{ path, message: 'cert and key belong together.' }]
}

function proxyIssues(proxy: WebhookProxy | null): Issue[] {
  if (proxy === null) return []
  const path = ['proxy']
  const { url, username, password } = proxy
  if (typeof url !== 'string' || !PROXY.test(url) || !URL.canParse(url)) {
    return [{ path: ['proxy', 'url'], message: 'Expected http://host:port, without credentials and path.' }]
  }
  if (username === undefined && password === undefined) return []
  return isNameAndPassword(username, password)
    ? []
    : [{ path, message: 'Expected username, without a colon, and password, or neither.' }]
}

const PROXY = /^http:\/\/[^\s/?#@\\]+\/?$/i

// Below the time for which a delivery is leased by default (a minute), or it would be sent twice.
const MAX_TIMEOUT_MS = 50_000

function timeoutIssues(timeoutMs: number | null): Issue[] {
  if (timeoutMs === null || (Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS))
    return []
  return [{ path: ['timeoutMs'], message: `A timeout is 1 to ${MAX_TIMEOUT_MS} milliseconds, or null.` }]
}

function authIssues(auth: WebhookAuth | null): Issue[] {
  if (auth === null) return []
  if ('token' in auth) {
    return isText(auth.token) && /^[\x21-\x7e]+$/.test(auth.token)
      ? []
      : [{ path: ['auth', 'token'], message: 'A token is visible ASCII characters, without spaces.' }]
  }
  if (isNameAndPassword(auth.username, auth.password)) return []
  return [{ path: ['auth'], message: 'Expected username, without a colon, and password, or token.' }]
}

/** The colon ends the name (RFC 7617). */
function isNameAndPassword(username: unknown, password: unknown): boolean {
  return isText(username) && isText(password) && !username.includes(':')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !CONTROL.test(value)
}

// oxlint-disable-next-line no-control-regex -- they are what is refused
const CONTROL = /[\u0000-\u001f\u007f]/

function checkSecret(secret: StoredSecret, index: number): void {
  if (typeof secret.value === 'string' && secret.value !== '') return
  throw new HookstampError(
    'secret-empty',
    `secrets.${index}: the secret is empty. Leave it out to send without a signature.`,
  )
}

function defined<T extends object>(changes: T): Partial<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>
}
