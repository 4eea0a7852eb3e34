/** `hookstamp/management`: Djinn's REST API of namespaces and webhooks, over any store; its client; its OpenAPI document. */
export { createManagementApi } from './create-management-api.js'
export { createManagementClient } from './create-management-client.js'
export { memoryResources } from './memory-resources.js'
export { managementOpenApi } from './open-api.js'

export type { ManagementClient, ManagementClientOptions } from './create-management-client.js'
export type {
  AcceptedInviteEntity,
  AttemptEntity,
  BuildEntity,
  CollaboratorEntity,
  DeliveryEntity,
  ImageEntity,
  InviteEntity,
  KeyEntity,
  LastResponseEntity,
  NamespaceEntity,
  NewSecretEntity,
  ObjectEntity,
  RelatedNamespaceEntity,
  UserEntity,
  VariableEntity,
  WebhookEntity,
  WholeDeliveryEntity,
} from './entities.js'
export type { MemoryResourcesContent } from './memory-resources.js'
export type { OpenApiOptions } from './open-api.js'
export type {
  BuildsQuery,
  BuildStatus,
  CreateNamespaceBody,
  CreateWebhookBody,
  DeliveriesQuery,
  InDelivery,
  InNamespace,
  InWebhook,
  MoveNamespaceBody,
  NamespacesQuery,
  Operation,
  OperationId,
  Operations,
  PageQuery,
  RotateSecretBody,
  SearchQuery,
  SendInviteBody,
  UpdateNamespaceBody,
  UpdateWebhookBody,
} from './operations.js'
export type { ManagementDispatcher, ManagementOptions } from './options.js'
export type { ManagementUser, ManagementUsers, Principal } from './principal.js'
export type { BuildQuery, ManagementResources, ResourcePage, ResourceQuery } from './resources.js'
