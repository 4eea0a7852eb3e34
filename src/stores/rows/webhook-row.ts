import { sealWebhook, type PreparedWebhook } from '../../namespaces/webhook-rules.js'
import type {
  LastResponse,
  StoredSecret,
  Webhook,
  WebhookAuth,
  WebhookHealth,
  WebhookProxy,
  WebhookTls,
} from '../../ports/webhook.js'
import {
  fromBoolean,
  fromJson,
  toBoolean,
  toJson,
  toJsonOrNull,
  toNumber,
  toNumberOrNull,
  type Column,
  type IntegerColumn,
  type TruthColumn,
} from './column.js'

/** A row of the webhooks. Those kept after their deletion, for their last deliveries, have a `deleted_at` as well. */
export interface WebhookRow {
  readonly id: IntegerColumn
  readonly namespace_id: IntegerColumn
  readonly author_id: IntegerColumn | null
  readonly payload_url: string
  readonly ssl: TruthColumn
  readonly active: TruthColumn
  readonly disabled_reason: string | null
  /** JSON, as everything below that has a structure. */
  readonly events: string
  readonly ordered: TruthColumn
  readonly rate_per_second: number | string | null
  readonly secrets: string
  readonly headers: string
  readonly auth: string | null
  readonly tls: string | null
  readonly proxy: string | null
  readonly timeout_ms: IntegerColumn | null
  readonly last_response: string | null
  readonly health: string
  readonly created_at: IntegerColumn
}

/** What a webhook is written into, in the order of `webhookValues`; the `id` is the database's. */
export const webhookColumns: readonly (keyof WebhookRow)[] = [
  'namespace_id',
  'author_id',
  'payload_url',
  'ssl',
  'active',
  'disabled_reason',
  'events',
  'ordered',
  'rate_per_second',
  'secrets',
  'headers',
  'auth',
  'tls',
  'proxy',
  'timeout_ms',
  'last_response',
  'health',
  'created_at',
]

export function webhookValues(webhook: PreparedWebhook): Column[] {
  return [
    webhook.namespaceId,
    webhook.authorId,
    webhook.payloadUrl,
    fromBoolean(webhook.ssl),
    fromBoolean(webhook.active),
    webhook.disabledReason,
    JSON.stringify(webhook.events),
    fromBoolean(webhook.ordered),
    webhook.ratePerSecond,
    JSON.stringify(webhook.secrets),
    JSON.stringify(webhook.headers),
    fromJson(webhook.auth),
    fromJson(webhook.tls),
    fromJson(webhook.proxy),
    webhook.timeoutMs,
    fromJson(webhook.lastResponse),
    JSON.stringify(webhook.health),
    webhook.createdAt,
  ]
}

/** The record as a store hands it out: what is secret is not enumerable. */
export function toWebhook(row: WebhookRow): Webhook {
  return sealWebhook({
    id: toNumber(row.id),
    namespaceId: toNumber(row.namespace_id),
    authorId: toNumberOrNull(row.author_id),
    payloadUrl: row.payload_url,
    ssl: toBoolean(row.ssl),
    active: toBoolean(row.active),
    disabledReason: row.disabled_reason,
    events: toJson<string[]>(row.events),
    ordered: toBoolean(row.ordered),
    ratePerSecond: toNumberOrNull(row.rate_per_second),
    secrets: toJson<StoredSecret[]>(row.secrets),
    headers: toJson<Record<string, string>>(row.headers),
    auth: toJsonOrNull<WebhookAuth>(row.auth),
    tls: toJsonOrNull<WebhookTls>(row.tls),
    proxy: toJsonOrNull<WebhookProxy>(row.proxy),
    timeoutMs: toNumberOrNull(row.timeout_ms),
    lastResponse: toJsonOrNull<LastResponse>(row.last_response),
    health: toJson<WebhookHealth>(row.health),
    createdAt: toNumber(row.created_at),
  })
}
