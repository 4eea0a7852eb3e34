import type { PayloadOf } from '../dialect.js'
import { systemClock, type Clock } from '../internal/clock.js'
import { systemRandom } from '../internal/random.js'
import { uuidFactory } from '../internal/uuid.js'
import type { AnyDialect, EventMapOf, TypesOf } from '../receiver/event.js'
import type { Secrets } from '../receiver/options.js'
import { createSigner } from '../signing/signer.js'
import type { SecretInput } from '../signing/secrets.js'

/** An event as fixtures give it. Odd payloads of real senders (the loose view) are welcome. */
export interface EventToSign<D, Type extends TypesOf<D>> {
  readonly type: Type
  readonly payload: PayloadOf<EventMapOf<D>, Type, 'emit' | 'loose'>
}

export interface SignedRequestOptions {
  /** For the dialect's default scheme. */
  readonly secret?: SecretInput
  /** Instead of `secret`: a list for the default scheme, or a list per scheme. Without either nothing is signed. */
  readonly secrets?: Secrets
  /** @default a fresh UUID */
  readonly id?: string
  /**
   * When it is signed.
   * @default the computer's clock
   */
  readonly clock?: Clock
}

/** A request as the sender makes it. Serves as `{ headers, body }`, as `fetch` init and as options of `http.request`. */
export interface SignedRequest {
  readonly method: 'POST'
  readonly headers: Record<string, string>
  // What `fetch` takes, in words that TypeScript before 5.7 knows too: there `Uint8Array` has no parameter.
  readonly body: ReturnType<typeof Uint8Array.of>
  /**
   * A new web `Request` of it.
   * @default 'http://localhost/'
   */
  toRequest(url?: string): Request
}

const systemUuid = uuidFactory(systemClock, systemRandom)

/**
 * The very request a sender of this dialect makes: its encoding, its headers, its signature.
 *
 * @throws HookstampError `secret-empty`, `secret-malformed`, `scheme-unknown`, or `payload-not-json`
 * @example
 * const request = await signedRequest(djinn, fixture('build.finished', { status: 'failed' }), { secret: 's3cret' })
 * const response = await fetch(url, request)
 */
export async function signedRequest<const D extends AnyDialect, const Type extends TypesOf<D>>(
  dialect: D,
  { type, payload }: EventToSign<D, Type>,
  { secret, secrets, id = systemUuid(), clock = systemClock }: SignedRequestOptions,
): Promise<SignedRequest> {
  const now = clock.now()
  const body = new Uint8Array(dialect.encode({ id, type, payload, occurredAt: now }))
  const signer = createSigner(dialect.schemes, { secrets: byScheme(dialect, secret, secrets), clock })
  const headers = {
    ...dialect.requestHeaders({
      type,
      eventId: id,
      deliveryId: id,
      webhookId: 1,
      body,
      bodyBytes: body.length,
    }),
    ...(await signer.sign({ id, timestamp: now, body })),
  }
  return {
    method: 'POST',
    headers,
    body,
    toRequest: (url = 'http://localhost/') => new Request(url, { method: 'POST', headers, body }),
  }
}

function byScheme(
  dialect: AnyDialect,
  secret: SecretInput | undefined,
  secrets: Secrets = secret === undefined ? {} : [secret],
): { readonly [scheme: string]: readonly SecretInput[] } {
  if (!Array.isArray(secrets)) return secrets as Exclude<Secrets, readonly SecretInput[]>
  const [defaultScheme] = Object.keys(dialect.schemes)
  return { [defaultScheme as string]: secrets as readonly SecretInput[] }
}
