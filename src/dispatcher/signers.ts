import type { Dialect } from '../dialect.js'
import { HookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { StoredSecret, Webhook } from '../ports/webhook.js'
import type { SecretInput, SkippedSecret } from '../signing/secrets.js'
import { createSigner, type Signer } from '../signing/signer.js'

/** Makes the signer of a webhook; `undefined` for one without secrets, which is sent unsigned. */
export type SignerOf = (webhook: Webhook) => Signer | undefined

/**
 * Signers of webhooks, made once per list of secrets. Malformed stored secrets are skipped and reported: one bad
 * row must not stop a delivery that another secret can sign.
 */
export function webhookSigners(
  dialect: Pick<Dialect, 'schemes'>,
  clock: Clock,
  report: (webhook: Webhook, skipped: readonly SkippedSecret[]) => void,
): SignerOf {
  const made = new WeakMap<readonly StoredSecret[], Signer>()
  return (webhook) => {
    if (webhook.secrets.length === 0) return undefined
    let signer = made.get(webhook.secrets)
    if (signer === undefined) {
      signer = createSigner(dialect.schemes, {
        secrets: byScheme(dialect.schemes, webhook.secrets),
        clock,
        malformedSecrets: 'skip',
      })
      made.set(webhook.secrets, signer)
      if (signer.skipped.length > 0) report(webhook, signer.skipped)
    }
    return signer
  }
}

function byScheme(
  schemes: Dialect['schemes'],
  secrets: readonly StoredSecret[],
): Readonly<Record<string, readonly SecretInput[]>> {
  const grouped: Record<string, SecretInput[]> = {}
  const [defaultScheme] = Object.keys(schemes)
  for (const { scheme = defaultScheme, value, expiresAt } of secrets) {
    if (scheme === undefined || !Object.hasOwn(schemes, scheme)) {
      throw new HookstampError(
        'scheme-unknown',
        `A secret is stored for scheme "${scheme}", which the dialect does not have. It has: ${Object.keys(schemes).join(', ')}.`,
      )
    }
    const group = (grouped[scheme] ??= [])
    group.push(expiresAt === undefined ? { value } : { value, expiresAt })
  }
  return grouped
}
