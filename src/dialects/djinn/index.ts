/**
 * `hookstamp/dialects/djinn`: Djinn CI's webhooks, received or emitted. No schema library is loaded before the first
 * payload is validated.
 */
import { defineLazyDialect, type Dialect } from '../../dialect.js'
import { readHeader } from '../../internal/headers.js'
import { hmacHex } from '../../signing/hmac-hex.js'
import { encodeGoJson } from './go-json.js'
import { eventTypes, type DjinnEvents } from './payloads.js'
import { recognise } from './recognise.js'

export type * from './payloads.js'

/**
 * Djinn CI: 13 documented events and the two it sends besides (`build.pinned`, `build.unpinned`), signed by
 * `X-Djinn-CI-Signature: sha256=…` where the webhook has a secret.
 *
 * @example
 * const receiver = createReceiver({ dialect: djinn, secrets: [process.env.DJINN_SECRET!] })
 *   .on('build.finished', ({ payload }) => console.log(payload.status))
 * @see https://docs.djinn-ci.com/user/webhooks/
 */
export const djinn: Dialect<DjinnEvents, 'djinn'> = defineLazyDialect<DjinnEvents, 'djinn'>({
  name: 'djinn',
  eventTypes,
  schemes: { hmac: hmacHex({ header: 'X-Djinn-CI-Signature', prefix: 'sha256=' }) },
  // Documented bodies stay below 3 kB; manifests and outputs make real ones longer, but not by this much.
  maxBodyBytes: 1024 * 1024,
  recognise,
  facts: (headers) => {
    const facts: { webhookId?: string; userAgent?: string } = {}
    const webhookId = readHeader(headers, 'x-djinn-ci-hook-id')
    const userAgent = readHeader(headers, 'user-agent')
    // Assigned, not spread: this runs for every event, and two spreads cost 0.7 µs.
    if (typeof webhookId === 'string') facts.webhookId = webhookId
    if (typeof userAgent === 'string') facts.userAgent = userAgent
    return facts
  },
  encode: ({ payload }) => encodeGoJson(payload),
  requestHeaders: ({ type, webhookId, bodyBytes }) => ({
    Accept: '*/*',
    'Content-Length': String(bodyBytes),
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Djinn-CI-Hook',
    'X-Djinn-CI-Event': type,
    'X-Djinn-CI-Hook-ID': String(webhookId),
  }),
  audience: (type, payload) => {
    const action = type === 'namespaces' ? actionOf(payload) : undefined
    if (action === 'created') return ['parent']
    return action === 'deleted' ? ['self', 'parent'] : ['self']
  },
  outlivesWebhook: (type, payload) => type === 'namespaces' && actionOf(payload) === 'deleted',
  load: () => import('./schemas.js'),
})

function actionOf(payload: unknown): unknown {
  return (payload as { readonly action?: unknown } | null)?.action
}
