/**
 * Receive on AWS Lambda: function URLs, API Gateway (payload 1.0 and 2.0), load balancers.
 *
 * @example
 * export const handler = endpoint(receiver)
 */
import { utf8, type BytesInput } from '../internal/bytes.js'
import type { ReceiveRequest, Receives, Verifies } from '../receiver/request.js'
import { respond } from '../receiver/respond.js'
import type { LambdaEvent, LambdaResult } from './lambda-event.js'

export type { LambdaEvent, LambdaResult } from './lambda-event.js'

/** The whole endpoint: receives, runs the handlers, answers. Handlers get the event as their context. */
export function endpoint<E extends LambdaEvent>(receiver: Receives<E>): (event: E) => Promise<LambdaResult> {
  return async (event) => toResult(await receiver.receive(toRequest(event)))
}

/** Verifies, and yields either the typed event or the result to return in its place. */
export function verify<Event, E extends LambdaEvent>(
  receiver: Verifies<Event, E>,
): (event: E) => Promise<{ event: Event; result?: undefined } | { event?: undefined; result: LambdaResult }> {
  return async (event) => {
    const verification = await receiver.verify(toRequest(event))
    return verification.code === 'verified'
      ? { event: verification.event }
      : { result: toResult(verification) }
  }
}

function toRequest<E extends LambdaEvent>(event: E): ReceiveRequest<E> {
  const { body, isBase64Encoded, headers, multiValueHeaders, requestContext } = event
  return {
    method: requestContext?.http?.method ?? event.httpMethod,
    url: event.rawPath ?? event.path,
    headers: multiValueHeaders ?? headers ?? {},
    body:
      typeof body === 'string' ? bytesOf(body, isBase64Encoded) : ((body ?? new Uint8Array()) as BytesInput),
    context: event,
  }
}

function bytesOf(body: string, isBase64Encoded = false): Uint8Array {
  return isBase64Encoded ? Buffer.from(body, 'base64') : utf8(body)
}

function toResult(decision: Parameters<typeof respond>[0]): LambdaResult {
  const { status, headers, body } = respond(decision)
  return { statusCode: status, headers: { ...headers }, body }
}
