/** `hookstamp/testing`: what tests of webhooks need. */
export { fakeClock } from './fake-clock.js'
export type { FakeClock } from './fake-clock.js'
export { guardContract } from './guard-contract.js'
export type { GuardContractOptions } from './guard-contract.js'
export { queueContract } from './queue-contract.js'
export type { QueueContractOptions, QueueHarness, RealTime } from './queue-contract.js'
export { signedRequest } from './signed-request.js'
export type { EventToSign, SignedRequest, SignedRequestOptions } from './signed-request.js'
export { recordingReceiver } from './recording-receiver.js'
export type { RecordingReceiver } from './recording-receiver.js'
export { schemeContract } from './scheme-contract.js'
export type { SchemeContractOptions, SecretPair } from './scheme-contract.js'
export { storeContract } from './store-contract.js'
export type { StoreContractOptions, StoreHarness } from './store-contract.js'
export { transportContract } from './transport-contract.js'
export type {
  ReceivedRequest,
  ReceiverBehaviour,
  TransportContractOptions,
  TransportHarness,
} from './transport-contract.js'
