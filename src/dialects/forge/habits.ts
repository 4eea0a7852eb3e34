/** What a forge does alike for every kind of hook: how it proves its origin, what its headers tell, how it encodes. */
import { writeJson, type DeliveryFacts, type Habits } from '../../dialect.js'
import { HookstampError } from '../../errors.js'
import { utf8 } from '../../internal/bytes.js'
import { readHeader } from '../../internal/headers.js'
import type { SigningScheme } from '../../signing/scheme.js'
import { sharedToken, type TokenProof } from '../../signing/shared-token.js'
import { standardWebhooks } from '../../signing/standard-webhooks.js'

export interface ForgeOptions<Name extends string = string> {
  /** Name of the dialect, e.g. `acme`: what `event.dialect` says. */
  readonly name: Name
  /** What its headers begin with, e.g. `X-Acme` for `X-Acme-Event` and `X-Acme-Token`. */
  readonly headerPrefix: string
  /**
   * Base URL of the instance that a dispatcher speaks for, sent as e.g. `X-Acme-Instance`.
   * @default not sent
   */
  readonly instance?: string
  /**
   * What a dispatcher calls itself.
   * @default 'GitLab/19.0.0': tools read the version from it
   */
  readonly userAgent?: string
}

/** The habits of a forge but for how it names events. */
export function forgeHabits(
  { headerPrefix, instance, userAgent = 'GitLab/19.0.0' }: Omit<ForgeOptions, 'name'>,
  hookOf: (type: string, body: Uint8Array) => string,
): Omit<Habits, 'recognise'> {
  const prefix = headerPrefix.replace(/-$/, '')
  const names = {
    event: `${prefix}-Event`,
    eventUuid: `${prefix}-Event-UUID`,
    webhookUuid: `${prefix}-Webhook-UUID`,
    instance: `${prefix}-Instance`,
  }
  const read = {
    eventUuid: names.eventUuid.toLowerCase(),
    webhookUuid: names.webhookUuid.toLowerCase(),
    instance: names.instance.toLowerCase(),
    userAgent: 'user-agent',
  }
  return {
    // The token first, so by default: every version and every fork sends it.
    schemes: { token: plainToken(`${prefix}-Token`), signing: standardWebhooks() },
    // GitLab stops encoding at 25 MB.
    maxBodyBytes: 25 * 1024 * 1024,
    facts: (headers) => {
      const facts: { -readonly [Name in keyof DeliveryFacts]: DeliveryFacts[Name] } = {}
      // Equal where both are sent. Neither UUID of the prefix will do: one is shared by deliveries, the other is made
      // anew for each request.
      let deliveryId = readHeader(headers, 'webhook-id')
      if (deliveryId === undefined) deliveryId = readHeader(headers, 'idempotency-key')
      if (typeof deliveryId === 'string') facts.deliveryId = deliveryId
      for (const name of ['eventUuid', 'webhookUuid', 'instance', 'userAgent'] as const) {
        const value = readHeader(headers, read[name])
        if (typeof value === 'string') facts[name] = value
      }
      return facts
    },
    encode: ({ type, payload }) => utf8(writeJson(type, payload)),
    requestHeaders: ({ type, eventId, deliveryId, body, bodyBytes }) => ({
      'Content-Length': String(bodyBytes),
      'Content-Type': 'application/json',
      'User-Agent': userAgent,
      // The id that is signed: the same on every attempt, and on a redelivery.
      'Idempotency-Key': eventId,
      [names.event]: hookOf(type, body),
      [names.webhookUuid]: deliveryId,
      [names.eventUuid]: eventId,
      ...(instance === undefined ? {} : { [names.instance]: instance }),
    }),
  }
}

/** The secret token. A signing token in its place would never match, so it is refused where that can be explained. */
function plainToken(header: string): SigningScheme<string, TokenProof> {
  const scheme = sharedToken({ header })
  return {
    ...scheme,
    importSecret: (secret, use) => {
      if (typeof secret === 'string' && secret.startsWith('whsec_')) {
        throw new HookstampError(
          'secret-malformed',
          'This is a signing token, not a secret token. Give it as secrets: { signing: [token] }.',
        )
      }
      return scheme.importSecret(secret, use)
    },
  }
}
