export { createDispatcher } from './dispatcher/create-dispatcher.js'
export { defaultHealth, gitlabHealth } from './dispatcher/endpoint-health.js'
export { defaultRetryPolicy } from './worker/retry-policy.js'
export { defineDialect } from './dialect.js'
export { HookstampError, httpStatusOf, isHookstampError } from './errors.js'
export { createInbox } from './inbox/create-inbox.js'
export { createReceiver } from './receiver/create-receiver.js'
export { parseEvent } from './receiver/parse-event.js'
export { respond } from './receiver/respond.js'

export type {
  Audience,
  DeliveryFacts,
  Dialect,
  DialectDefinition,
  EventMap,
  EventsOf,
  Habits,
  OutgoingEvent,
  OutgoingRequest,
  PayloadOf,
  Recognised,
  Validation,
  View,
  Views,
} from './dialect.js'
export type { Dispatcher } from './dispatcher/dispatcher.js'
export type { DispatcherHealth, DispatcherOptions, StopOptions, Stopped } from './dispatcher/options.js'
export type {
  Emission,
  EmitManyOptions,
  EmitOptions,
  EmitTarget,
  EventToEmit,
} from './dispatcher/emission.js'
export type { DispatcherChange, Observer } from './dispatcher/observe.js'
export type { HealthPolicy } from './dispatcher/endpoint-health.js'
export type { Replay, ReplayOptions, ReplayQuery } from './dispatcher/redeliver.js'
export type { Retention } from './worker/retention.js'
export type { RetryPolicy } from './worker/retry-policy.js'
export type { RotateSecretOptions } from './dispatcher/rotate-secret.js'
export type { ErrorCode, ErrorDetails, Issue } from './errors.js'
export type { Inbox, InboxChange, InboxHealth, InboxObserver, InboxOptions } from './inbox/inbox.js'
export type { BytesInput } from './internal/bytes.js'
export type { Clock } from './internal/clock.js'
export type { HeadersInput } from './internal/headers.js'
export type { MaybePromise } from './internal/maybe-promise.js'
export type { Random } from './internal/random.js'
export type { StandardSchema } from './internal/standard-schema.js'
export type { Collaborator, CollaboratorStore, NewCollaborator } from './ports/collaborator.js'
export type {
  Attempt,
  AttemptError,
  AttemptResponse,
  AttemptResult,
  AttemptTimings,
  Delivery,
  DeliveryQuery,
  DeliveryState,
  DeliveryStore,
  Ending,
  LoadedDelivery,
  NewEvent,
  OrderedDelivery,
  OverdueDelivery,
  OverdueQuery,
  PruneLimits,
  StoredEvent,
} from './ports/delivery.js'
export type {
  InboxEntry,
  InboxError,
  InboxEvent,
  InboxOverdueQuery,
  InboxQuery,
  InboxResult,
  InboxState,
  InboxStore,
  OverdueInboxEvent,
} from './ports/inbox.js'
export type { Invite, InviteQuery, InviteStore, NewInvite } from './ports/invite.js'
export type {
  Namespace,
  NamespaceChanges,
  NamespacePage,
  NamespaceQuery,
  NamespaceStore,
  NamespaceUser,
  NewNamespace,
  Visibility,
} from './ports/namespace.js'
export type { Claim, ClaimRequest, Queue, QueueCapabilities, QueueItem, Settlement } from './ports/queue.js'
export type { ReplayClaim, ReplayGuard, ReplayGuardTimes } from './ports/replay-guard.js'
export type { SecretBox } from './ports/secret-box.js'
export type { AttemptSpan, AttemptStart, EmissionSpan, Telemetry } from './ports/telemetry.js'
export type { Store, StoreCapabilities } from './ports/store.js'
export type { Transaction, TransactionScope } from './ports/transaction.js'
export type {
  Transport,
  TransportCapabilities,
  TransportRequest,
  TransportResult,
} from './ports/transport.js'
export type {
  LastResponse,
  NewWebhook,
  StoredSecret,
  Webhook,
  WebhookAuth,
  WebhookChanges,
  WebhookHealth,
  WebhookProxy,
  WebhookStore,
  WebhookTls,
} from './ports/webhook.js'
export type { EventOf, ParsedEvent, ReceivedEvent, UnknownEvent } from './receiver/event.js'
export type { KeepsEvents, KeptEvent } from './receiver/keep.js'
export type { ReceiverOptions, Secrets, SecretsLookup } from './receiver/options.js'
export type { Outcome, Rejection, RejectionCode, Verification } from './receiver/outcome.js'
export type { InvalidEvent, Receiver, WebhookOf } from './receiver/receiver.js'
export type { ErrorContext } from './receiver/report.js'
export type { BodyReader, ReceiveRequest, Receives, RequestHead, Verifies } from './receiver/request.js'
export type { Answer } from './receiver/respond.js'
