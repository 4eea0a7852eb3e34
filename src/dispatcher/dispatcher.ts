/** The sending core: takes events, delivers them to every webhook that wants them, records every attempt. */
import type { EventMap, PayloadOf } from '../dialect.js'
import type { HookstampError } from '../errors.js'
import type { Attempt, Delivery, DeliveryQuery } from '../ports/delivery.js'
import type { Transaction } from '../ports/transaction.js'
import type { NewWebhook, Webhook, WebhookChanges } from '../ports/webhook.js'
import type { Emission, EmitManyOptions, EmitOptions, EventToEmit } from './emission.js'
import type { DispatcherHealth, StopOptions, Stopped } from './options.js'
import type { Replay, ReplayOptions, ReplayQuery } from './redeliver.js'
import type { RotateSecretOptions } from './rotate-secret.js'

export interface Dispatcher<Events = EventMap> {
  /** The events it can emit: what a webhook can ask for. */
  readonly eventTypes: readonly (keyof Events & string)[]
  /** Whether a URL may be delivered to, as far as can be told without resolving names. For the moment a webhook is saved. */
  checkUrl(url: string, options: { readonly ssl: boolean }): HookstampError | undefined
  /** Whether the dialect's default scheme can sign with a secret. For the moment a webhook is saved. */
  checkSecret(secret: string): HookstampError | undefined
  /**
   * Sends a test event, `ping`, to one webhook, whichever events it wants. Its payload has `webhook_id` and `namespace_id`.
   *
   * @throws HookstampError `not-found`; `conflict` for a webhook that is not active
   */
  ping(webhookId: number): Promise<Delivery>
  /**
   * Stores an event and one delivery for each webhook that hears of it; they are sent by `start` or `drain`. With `tx`
   * they are part of the host's own transaction: rolled back they were never there, committed they are sent.
   *
   * @throws HookstampError `payload-invalid`, `payload-not-json`, `payload-too-large`, `event-unknown`, `not-found` (namespace), `option-invalid` (also for a `tx` that the store cannot join); then nothing is stored
   * @example
   * await dispatcher.emit('build.submitted', build, { namespaceId: 3 })
   * await dispatcher.emit('build.submitted', build, { namespaceId: 3, tx })
   */
  emit<Type extends keyof Events & string>(
    type: Type,
    payload: PayloadOf<Events, Type, 'emit'>,
    options: EmitOptions,
  ): Promise<Emission>
  /**
   * Stores many events as `emit` does one, all or nothing: if one is refused, none is stored.
   *
   * @returns an emission for each event, in their order
   */
  emitMany(events: readonly EventToEmit<Events>[], options?: EmitManyOptions): Promise<readonly Emission[]>
  /**
   * Sends the same event to the same webhook once more, as a delivery of its own, signed with today's secrets.
   *
   * @throws HookstampError `not-found` for an unknown delivery or a webhook that was deleted
   */
  redeliver(deliveryId: string, options?: Transaction): Promise<Delivery>
  /**
   * Redelivers everything that matches, oldest first: each event to each webhook once, and only if the newest delivery
   * of the two is in the state asked for, so that replaying twice sends once. Webhooks that are deleted are left out,
   * inactive ones unless `webhookId` names them.
   *
   * @example
   * await dispatcher.replay({ since: outageBeganAt, state: 'dead' }, { dryRun: true })
   */
  replay(query: ReplayQuery, options?: ReplayOptions): Promise<Replay>
  /**
   * Calls a delivery off. A request that is under way is not broken off, but it is the last.
   *
   * @returns false if it has ended already or does not exist
   */
  cancel(deliveryId: string, options?: Transaction): Promise<boolean>
  /**
   * Gives a webhook a new secret for one scheme; the older ones of that scheme go on beside it and expire. Schemes that
   * carry one signature sign with the new one from now on, so its receiver has to know it by then; others sign with both.
   *
   * @returns the new secret, to be shown to its owner once
   * @throws HookstampError `not-found`, `scheme-unknown`, `secret-empty`, `secret-malformed`, `option-invalid`
   */
  rotateSecret(webhookId: number, options?: RotateSecretOptions): Promise<string>
  /** Ends the pause of a webhook, and makes it active: for owners who have mended their receiver. */
  resume(webhookId: number): Promise<void>
  /** Delivers in the background until `stop`. */
  start(): void
  /** Delivers what is due now, then resolves: for cron jobs and serverless functions. Retries wait for the next call. */
  drain(): Promise<void>
  /**
   * Takes up nothing more, gives back what is claimed but not begun, and waits for what is in flight. What is not over
   * after `drainMs` is left as it is: a request cannot be taken back. If this process lives on it may still end well; if
   * not, whoever works on the queue takes it up when its lease runs out. `start` works again afterwards.
   */
  stop(options?: StopOptions): Promise<Stopped>
  /** How the dispatcher is doing, for a health page. */
  health(): Promise<DispatcherHealth>
  /** The store's `create` and `update`, for webhooks that can be delivered to: what cannot is refused, not found out later. */
  readonly webhooks: {
    /**
     * @throws HookstampError what `checkUrl` says of the URL; `scheme-unknown`, `secret-empty`, `secret-malformed` for a
     * secret that cannot sign; else as the store
     */
    create(webhook: NewWebhook, options?: Transaction): Promise<Webhook>
    /** Checks a URL that is given or is to be https from now on, and secrets that are given. Throws as `create` does. */
    update(id: number, changes: WebhookChanges, options?: Transaction): Promise<Webhook>
  }
  readonly deliveries: {
    get(id: string): Promise<Delivery | undefined>
    /** Newest first. */
    list(query?: DeliveryQuery): Promise<readonly Delivery[]>
    /** In the order they were made. */
    attempts(deliveryId: string): Promise<readonly Attempt[]>
    /** Drops what `retention` no longer keeps; answers how many deliveries went. For hosts that never call `start`. */
    prune(): Promise<number>
  }
}
