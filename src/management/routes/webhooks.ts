/** Routes of webhooks and their deliveries. */
import { IN_NAMESPACE, listOf, type Routes } from '../route.js'
import * as s from '../schemas.js'

const W = `${IN_NAMESPACE}/-/webhooks/:id`

/** Beside what the document asks for, the server's own names of permissions are taken. */
const forWebhooks = (what: 'read' | 'write' | 'delete') =>
  ({ audience: 'members', permission: `namespace:${what}`, orPermission: `webhook:${what}` }) as const

type WebhookRoutes = Pick<
  Routes,
  | 'listWebhooks'
  | 'createWebhook'
  | 'getWebhook'
  | 'updateWebhook'
  | 'deleteWebhook'
  | 'pauseWebhook'
  | 'resumeWebhook'
  | 'rotateSecret'
  | 'pingWebhook'
  | 'listDeliveries'
  | 'getDelivery'
  | 'redeliver'
>

export const webhookRoutes: WebhookRoutes = {
  listWebhooks: {
    ...forWebhooks('read'),
    method: 'GET',
    path: `${IN_NAMESPACE}/-/webhooks`,
    summary: 'Webhooks of a namespace.',
    params: s.inNamespace,
    status: 200,
    returns: listOf(s.webhook),
  },
  createWebhook: {
    ...forWebhooks('write'),
    method: 'POST',
    path: `${IN_NAMESPACE}/-/webhooks`,
    summary: 'Creates a webhook: active, for all events, with TLS if its URL has it, unless told otherwise.',
    params: s.inNamespace,
    body: s.createWebhook,
    status: 201,
    returns: s.webhook,
  },
  getWebhook: {
    ...forWebhooks('read'),
    method: 'GET',
    path: W,
    summary: 'A webhook.',
    params: s.inWebhook,
    status: 200,
    returns: s.webhook,
  },
  updateWebhook: {
    ...forWebhooks('write'),
    method: 'PATCH',
    path: W,
    summary: 'Changes what is sent.',
    params: s.inWebhook,
    body: s.updateWebhook,
    status: 200,
    returns: s.webhook,
  },
  deleteWebhook: {
    ...forWebhooks('delete'),
    method: 'DELETE',
    path: W,
    summary: 'Deletes a webhook; what is still to be sent to it is called off.',
    params: s.inWebhook,
    status: 204,
  },
  pauseWebhook: {
    ...forWebhooks('write'),
    method: 'POST',
    path: `${W}/pause`,
    summary: 'Makes a webhook inactive.',
    params: s.inWebhook,
    status: 200,
    returns: s.webhook,
  },
  resumeWebhook: {
    ...forWebhooks('write'),
    method: 'POST',
    path: `${W}/resume`,
    summary: 'Makes a webhook active, and forgets how it failed.',
    params: s.inWebhook,
    status: 200,
    returns: s.webhook,
  },
  rotateSecret: {
    ...forWebhooks('write'),
    method: 'POST',
    path: `${W}/rotate-secret`,
    summary: 'Gives a webhook a new secret; the old one goes on beside it for a while.',
    params: s.inWebhook,
    body: s.rotateSecret,
    status: 200,
    returns: s.newSecret,
  },
  pingWebhook: {
    ...forWebhooks('write'),
    method: 'POST',
    path: `${W}/ping`,
    summary: 'Sends a test event, `ping`.',
    params: s.inWebhook,
    status: 202,
    returns: s.delivery,
  },
  listDeliveries: {
    ...forWebhooks('read'),
    method: 'GET',
    path: `${W}/deliveries`,
    summary: 'Deliveries to a webhook, the newest first.',
    params: s.inWebhook,
    query: s.deliveriesQuery,
    status: 200,
    returns: listOf(s.delivery),
    pages: 'before',
  },
  getDelivery: {
    ...forWebhooks('read'),
    method: 'GET',
    path: `${W}/deliveries/:delivery`,
    summary: 'A delivery, with what was sent and what came back.',
    params: s.inDelivery,
    status: 200,
    returns: s.wholeDelivery,
  },
  redeliver: {
    ...forWebhooks('write'),
    method: 'POST',
    path: `${W}/deliveries/:delivery/redeliver`,
    summary: 'Sends the same event to the same webhook once more.',
    params: s.inDelivery,
    status: 201,
    returns: s.delivery,
  },
}
