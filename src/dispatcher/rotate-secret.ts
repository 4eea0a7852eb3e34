/** A new secret for a webhook, while the old one still counts. */
import type { Dialect } from '../dialect.js'
import { HookstampError, isHookstampError } from '../errors.js'
import type { Clock } from '../internal/clock.js'
import type { Random } from '../internal/random.js'
import type { Store } from '../ports/store.js'
import type { Transaction } from '../ports/transaction.js'
import type { StoredSecret } from '../ports/webhook.js'
import { generateSecret } from '../signing/generate.js'
import type { Observer } from './observe.js'
import { checkTransaction } from './record.js'

export interface RotateSecretOptions extends Transaction {
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
  if (!Number.isFinite(overlapMs) || overlapMs < 0) {
    throw new HookstampError('option-invalid', 'overlapMs: expected milliseconds, 0 or more.')
  }
  // Refused here rather than skipped at every delivery.
  importSecret(dialect, secret, scheme)
  const tx = checkTransaction(store, options)
  const webhook = await store.webhooks.get(webhookId, tx)
  if (webhook === undefined) throw new HookstampError('not-found', `There is no webhook ${webhookId}.`)
  const now = clock.now()
  const older = webhook.secrets.flatMap((one): StoredSecret[] => {
    if ((one.scheme ?? defaultScheme) !== scheme) return [one]
    const expiresAt = Math.min(one.expiresAt ?? Infinity, now + overlapMs)
    return expiresAt <= now ? [] : [{ ...one, expiresAt }]
  })
  await store.webhooks.update(webhookId, { secrets: [{ value: secret, scheme }, ...older] }, tx)
  observe?.({ kind: 'secret-rotated', webhookId, scheme })
  return secret
}

/** @throws HookstampError `scheme-unknown`, `secret-empty`, `secret-malformed` for what a scheme cannot sign with */
export function importSecret({ schemes }: Dialect, secret: string, scheme?: string): void {
  const name = scheme ?? (Object.keys(schemes)[0] as string)
  if (!Object.hasOwn(schemes, name)) {
    throw new HookstampError(
      'scheme-unknown',
      `The dialect has no scheme "${name}". It has: ${Object.keys(schemes).join(', ')}.`,
    )
  }
  if (secret === '') throw new HookstampError('secret-empty', 'The secret is empty.')
  schemes[name]?.importSecret(secret, 'sign')
}

/** Why the dialect's default scheme cannot sign with a secret, if it cannot. */
export function checkSecret(dialect: Dialect, secret: string): HookstampError | undefined {
  try {
    importSecret(dialect, secret)
    return undefined
  } catch (error) {
    if (isHookstampError(error)) return error
    throw error
  }
}
