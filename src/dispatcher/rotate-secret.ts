/** A new secret for a webhook, while the old one still counts. */
import type { Dialect } from '../dialect.js'
import { HookstampError, isHookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Random } from '../internal/random.js'
import type { Store } from '../ports/store.js'
import type { StoredSecret } from '../ports/webhook.js'
import { generateSecret } from '../signing/generate.js'
import type { Observer } from './observe.js'

export interface RotateSecretOptions {
  /** @default a fresh one, `whsec_…` with 32 random bytes */
  readonly secret?: string
  /**
   * Name of the dialect's scheme it is for.
   * @default the dialect's default scheme
   */
  readonly scheme?: string
  /**
   * For how long the secrets it takes the place of go on being used beside it, in milliseconds. 0 ends them at once:
   * for one that has leaked.
   * @default 86_400_000 a day
   */
  readonly overlapMs?: number
}

export interface RotateSecretContext {
  readonly dialect: Dialect
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly observe: Observer | undefined
}

const DAY_MS = 24 * 60 * 60 * 1000

export async function rotateSecret(
  { dialect, store, clock, random, observe }: RotateSecretContext,
  webhookId: number,
  options: RotateSecretOptions,
): Promise<string> {
  const [defaultScheme] = Object.keys(dialect.schemes)
  const {
    secret = generateSecret({ random }),
    scheme = defaultScheme as string,
    overlapMs = DAY_MS,
  } = options
  if (!(overlapMs >= 0)) {
    throw new HookstampError('option-invalid', 'overlapMs: expected milliseconds, 0 or more.')
  }
  if (!Object.hasOwn(dialect.schemes, scheme)) {
    throw new HookstampError(
      'scheme-unknown',
      `The dialect has no scheme "${scheme}". It has: ${Object.keys(dialect.schemes).join(', ')}.`,
    )
  }
  // Refused here rather than skipped at every delivery.
  dialect.schemes[scheme]?.importSecret(secret, 'sign')
  const webhook = await store.webhooks.get(webhookId)
  if (webhook === undefined) throw new HookstampError('not-found', `There is no webhook ${webhookId}.`)
  const now = clock.now()
  const older = webhook.secrets.flatMap((one): StoredSecret[] => {
    if ((one.scheme ?? defaultScheme) !== scheme) return [one]
    const expiresAt = Math.min(one.expiresAt ?? Infinity, now + overlapMs)
    return expiresAt <= now ? [] : [{ ...one, expiresAt }]
  })
  await store.webhooks.update(webhookId, { secrets: [{ value: secret, scheme }, ...older] })
  observe?.({ kind: 'secret-rotated', webhookId, scheme })
  return secret
}

/** Why the dialect's default scheme cannot sign with a secret, if it cannot. */
export function checkSecret(dialect: Dialect, secret: string): HookstampError | undefined {
  const [scheme] = Object.values(dialect.schemes)
  try {
    if (secret === '') throw new HookstampError('secret-empty', 'The secret is empty.')
    scheme?.importSecret(secret, 'sign')
    return undefined
  } catch (error) {
    if (isHookstampError(error)) return error
    throw error
  }
}
