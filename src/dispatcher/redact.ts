/** What must not stay in a stored attempt: secrets and proofs that a response says back. */
import type { AttemptResponse } from '../ports/delivery.js'

export const REDACTED = '[redacted]'

/** The response without anything in it that must not be stored; the same object if there is nothing. */
export function redactEchoes(response: AttemptResponse, secrets: readonly string[]): AttemptResponse {
  const headers = echoFreeHeaders(response.headers, secrets)
  const body = echoFreeBody(response.body, secrets)
  return headers === response.headers && body === response.body ? response : { ...response, headers, body }
}

function echoFreeHeaders(
  headers: AttemptResponse['headers'],
  secrets: readonly string[],
): AttemptResponse['headers'] {
  let clean = headers
  for (const name in headers) {
    const value = headers[name] as string
    if (!secrets.some((secret) => value.includes(secret))) continue
    clean = { ...clean, [name]: REDACTED }
  }
  return clean
}

function echoFreeBody(body: Uint8Array, secrets: readonly string[]): Uint8Array {
  // Most bodies are shorter than any proof: then nothing is decoded.
  const candidates = secrets.filter((secret) => secret.length <= body.length)
  if (candidates.length === 0) return body
  const text = new TextDecoder().decode(body)
  const clean = candidates.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text)
  return clean === text ? body : new TextEncoder().encode(clean)
}
