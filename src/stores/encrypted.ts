/** Keeps what is secret about webhooks encrypted in any store. */
import { all, chain, type MaybePromise } from '../internal/maybe-promise.js'
import { prepareWebhook, sealWebhook } from '../namespaces/webhook-rules.js'
import type { SecretBox } from '../ports/secret-box.js'
import type { Store } from '../ports/store.js'
import type { StoredSecret, Webhook, WebhookAuth, WebhookChanges } from '../ports/webhook.js'

export type { SecretBox } from '../ports/secret-box.js'
export { aesSecretBox, type AesKey, type AesSecretBoxOptions } from './encrypted-aes-box.js'

type Confidential = Pick<Webhook, 'secrets' | 'headers' | 'auth' | 'tls' | 'proxy'>
type Turn = (text: string) => MaybePromise<string>

// Opening takes a turn on the thread pool; what is asked for again and again should not.
const REMEMBERED = 1000

/**
 * A store over another one that holds secrets, custom headers and credentials of webhooks only sealed. Reading opens
 * them; what cannot be opened comes out as an empty secret, with which nothing can be signed, so nothing is sent.
 *
 * @example
 * const store = encryptedStore(memoryStore(), aesSecretBox({ keys: [{ id: '2026', key: process.env.HOOK_KEY! }] }))
 */
export function encryptedStore(store: Store, box: SecretBox): Store {
  const { webhooks, deliveries } = store
  const opened = new Map<string, string>()

  const open = (sealed: string, context: string): MaybePromise<string> => {
    const key = `${context} ${sealed}`
    const known = opened.get(key)
    if (known !== undefined) return known
    return chain(box.open(sealed, context), (plain) => {
      if (opened.size >= REMEMBERED) opened.clear()
      opened.set(key, plain)
      return plain
    })
  }
  const read = async (webhook: Webhook): Promise<Webhook> => {
    const context = contextOf(webhook.namespaceId)
    try {
      return sealWebhook({ ...webhook, ...(await turn(webhook, (text) => open(text, context))) })
    } catch {
      // Never unsigned in place of signed, and one webhook's trouble is not that of all.
      return sealWebhook({
        ...webhook,
        secrets: [{ value: '' }],
        headers: {},
        auth: null,
        tls: null,
        proxy: null,
      })
    }
  }
  const readAll = async (found: MaybePromise<readonly Webhook[]>): Promise<readonly Webhook[]> =>
    Promise.all((await found).map(read))
  const readOne = async (found: MaybePromise<Webhook | undefined>): Promise<Webhook | undefined> => {
    const webhook = await found
    return webhook && read(webhook)
  }

  return {
    ...store,
    webhooks: {
      create: async (input, options) => {
        // Checked while it can be read.
        const plain = prepareWebhook(input, 0)
        const sealed = await turn(plain, (text) => box.seal(text, contextOf(input.namespaceId)))
        const { secret: _, ...rest } = input
        return read(await webhooks.create({ ...rest, ...sealed }, options))
      },
      get: (id, options) => readOne(webhooks.get(id, options)),
      list: (namespaceId, options) => readAll(webhooks.list(namespaceId, options)),
      matching: (namespaceIds, eventType, options) =>
        readAll(webhooks.matching(namespaceIds, eventType, options)),
      update: async (id, changes, options) => {
        const sealed = await sealChanges(await webhooks.get(id, options), changes)
        return read(await webhooks.update(id, sealed, options))
      },
      updateHealth: (id, change) => readOne(webhooks.updateHealth(id, change)),
      delete: (id, options) => webhooks.delete(id, options),
    },
    deliveries: {
      ...deliveries,
      load: async (ids) => {
        const loaded = await deliveries.load(ids)
        return Promise.all(loaded.map(async (one) => one && { ...one, webhook: await read(one.webhook) }))
      },
    },
  }

  /** Seals what of the changes is confidential; a webhook that is not there is for the store to refuse. */
  async function sealChanges(before: Webhook | undefined, changes: WebhookChanges): Promise<WebhookChanges> {
    if (before === undefined) return changes
    const { secrets = [], headers = {}, auth = null, tls = null, proxy = null } = changes
    // Checked while it can be read.
    const { namespaceId, payloadUrl } = { ...before, ...changes }
    prepareWebhook({ namespaceId, payloadUrl, secrets, headers, auth, tls, proxy }, 0)
    const context = contextOf(before.namespaceId)
    const confidential = { secrets, headers, auth, tls, proxy }
    const sealed = await turn(confidential, (text) => box.seal(text, context))
    return {
      ...changes,
      ...(changes.secrets !== undefined && { secrets: sealed.secrets }),
      ...(changes.headers !== undefined && { headers: sealed.headers }),
      ...(changes.auth !== undefined && { auth: sealed.auth }),
      ...(changes.tls !== undefined && { tls: sealed.tls }),
      ...(changes.proxy !== undefined && { proxy: sealed.proxy }),
    }
  }
}

/** What a sealed text belongs to: it opens in no other tenant's webhook. */
function contextOf(namespaceId: number): string {
  return `hookstamp namespace ${namespaceId}`
}

/** Every confidential text turned, into sealed or into plain. */
async function turn({ secrets, headers, auth, tls, proxy }: Confidential, to: Turn): Promise<Confidential> {
  const names = Object.keys(headers)
  const values = await all(names.map((name) => to(headers[name] as string)))
  return {
    secrets: await Promise.all(
      secrets.map(async (secret): Promise<StoredSecret> => ({ ...secret, value: await to(secret.value) })),
    ),
    headers: Object.fromEntries(names.map((name, index) => [name, values[index] as string])),
    auth: await turnAuth(auth, to),
    // Certificates are public; the key is not.
    tls: tls?.key === undefined ? tls : { ...tls, key: await to(tls.key) },
    proxy: proxy?.password === undefined ? proxy : { ...proxy, password: await to(proxy.password) },
  }
}

async function turnAuth(auth: WebhookAuth | null, to: Turn): Promise<WebhookAuth | null> {
  if (auth === null) return null
  if ('token' in auth) return { token: await to(auth.token) }
  return { username: auth.username, password: await to(auth.password) }
}
