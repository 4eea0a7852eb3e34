/** Webhooks of a namespace. Secrets go in, and never come out again. */
import { matchesFilter } from '../../namespaces/webhook-rules.js'
import type { Webhook, WebhookChanges } from '../../ports/webhook.js'
import { notFound, type ApiContext, type Call, type Handlers, type Target } from '../call.js'
import type { UpdateWebhookBody } from '../operations.js'
import { invalidField } from '../validate.js'

type WebhookHandlers = Pick<
  Handlers,
  | 'listWebhooks'
  | 'createWebhook'
  | 'getWebhook'
  | 'updateWebhook'
  | 'deleteWebhook'
  | 'pauseWebhook'
  | 'resumeWebhook'
>

export const webhookHandlers: WebhookHandlers = {
  listWebhooks: async ({ store, target, present }) => {
    const webhooks = await store.webhooks.list(target.namespace.id)
    return { body: await Promise.all(webhooks.map((webhook) => present.webhook(webhook, target.namespace))) }
  },

  createWebhook: async (call) => {
    const { store, target, caller, body, present, urls } = call
    const { payload_url: payloadUrl, ssl = /^https:/i.test(payloadUrl), active = true } = body
    const { secrets, events } = check(call, body, { payloadUrl, ssl })
    const webhook = await store.webhooks.create({
      namespaceId: target.namespace.id,
      authorId: caller?.id ?? null,
      payloadUrl,
      ssl,
      active,
      ...(secrets !== undefined && { secrets }),
      ...(events !== undefined && { events }),
    })
    return {
      body: await present.webhook(webhook, target.namespace),
      location: urls.webhook(target.namespace, webhook.id),
    }
  },

  getWebhook: async (call) => answer(call, await webhookOf(call)),

  updateWebhook: async (call) => {
    const { store, dispatcher, body } = call
    const before = await webhookOf(call)
    const { payload_url: payloadUrl = before.payloadUrl, ssl = before.ssl } = body
    const isElsewhere = body.payload_url !== undefined || body.ssl !== undefined
    const { secrets, events } = check(call, body, isElsewhere ? { payloadUrl, ssl } : undefined)
    const changes: WebhookChanges = {
      ...(isElsewhere && { payloadUrl, ssl }),
      ...(body.active !== undefined && { active: body.active }),
      ...(secrets !== undefined && { secrets }),
      ...(events !== undefined && { events }),
    }
    const after = await store.webhooks.update(before.id, changes)
    const wasHeld = !before.active || before.health.pausedUntil !== null
    // A pause that the dispatcher's process keeps is over as well.
    if (body.active === true && wasHeld) await dispatcher?.resume(before.id)
    return answer(call, after)
  },

  deleteWebhook: async (call) => {
    await call.store.webhooks.delete((await webhookOf(call)).id)
    return { body: undefined }
  },

  pauseWebhook: async (call) => {
    const { id } = await webhookOf(call)
    return answer(call, await call.store.webhooks.update(id, { active: false }))
  },

  resumeWebhook: async (call) => {
    const { id } = await webhookOf(call)
    // A dispatcher ends the pause that its process keeps as well.
    if (call.dispatcher === undefined) await call.store.webhooks.update(id, { active: true })
    else await call.dispatcher.resume(id)
    return answer(call, await webhookOf(call))
  },
}

type InWebhook = Pick<Call<'getWebhook'>, 'store' | 'params' | 'target'>

/** @throws HookstampError `not-found` for one of another namespace too */
export async function webhookOf({ store, params, target }: InWebhook): Promise<Webhook> {
  const webhook = await store.webhooks.get(params.id)
  if (webhook?.namespaceId !== target.namespace.id) throw notFound()
  return webhook
}

async function answer(
  { present, target }: Pick<Call<'getWebhook'>, 'present'> & { readonly target: Target },
  webhook: Webhook,
) {
  return { body: await present.webhook(webhook, target.namespace) }
}

/**
 * What is sent, looked at as the store cannot: may the URL be delivered to, can the secret sign, are the events known.
 *
 * @throws HookstampError
 */
function check(
  { checkUrl, dispatcher }: Pick<ApiContext, 'checkUrl' | 'dispatcher'>,
  { secret, remove_secret: removeSecret, events }: UpdateWebhookBody,
  place: { readonly payloadUrl: string; readonly ssl: boolean } | undefined,
): Pick<WebhookChanges, 'secrets' | 'events'> {
  const refused = place && checkUrl(place.payloadUrl, { ssl: place.ssl })
  if (refused !== undefined) throw refused
  // An empty field of a form means "as it is".
  const isNew = secret !== undefined && secret !== ''
  const malformed = isNew ? dispatcher?.checkSecret(secret) : undefined
  if (malformed !== undefined) throw malformed
  const secrets = isNew ? [{ value: secret }] : removeSecret === true ? [] : undefined
  return {
    ...(secrets !== undefined && { secrets }),
    ...(events !== undefined && { events: checkEvents(events, dispatcher?.eventTypes) }),
  }
}

function checkEvents(events: readonly string[], known: readonly string[] | undefined): readonly string[] {
  const unknown = events.find((event) => known?.every((type) => !matchesFilter(event, type)))
  if (unknown === undefined) return [...new Set(events)]
  throw invalidField('events', `Unknown event "${unknown}". Known events: ${known?.join(', ')}.`)
}
