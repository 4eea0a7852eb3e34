/** The headers of a request: those a dialect always sends, and those by which its schemes prove it. */
import { utf8 } from '../internal/bytes.js'
import type { SigningScheme, Strength } from '../signing/scheme.js'
import type { Message } from './catalog.js'
import type { JsonSchema } from './json-schema.js'
import { meanings, sample } from './sample.js'

export interface HeaderField {
  /** In the sender's casing. */
  readonly name: string
  readonly description?: string
  /** Whether every request has it: a webhook without a secret is sent without proof. */
  readonly required: boolean
  readonly schema: JsonSchema
}

export interface SentHeaders {
  /** The media type of bodies, without parameters. */
  readonly contentType: string
  readonly fields: readonly HeaderField[]
}

// The matter of HTTP itself: OpenAPI ignores them as parameters.
const ofHttp = /^(accept|content-(type|length|encoding))$/i

/** What a dialect sends with an event of this type, whose body is known. */
export function headersOf(message: Message | undefined, type: string, body: unknown): SentHeaders {
  if (message === undefined) return { contentType: 'application/json', fields: [] }
  const bytes = utf8(JSON.stringify(body))
  const { eventId, deliveryId, webhookId } = sample
  const sent = Object.entries(
    message.requestHeaders({ type, eventId, deliveryId, webhookId, body: bytes, bodyBytes: bytes.length }),
  )
  const contentType = sent.find(([name]) => /^content-type$/i.test(name))?.[1] ?? 'application/json'
  return {
    contentType: (contentType.split(';')[0] as string).trim(),
    fields: sent.filter(([name]) => !ofHttp.test(name)).map(([name, value]) => describe(name, value)),
  }
}

function describe(name: string, value: string): HeaderField {
  const description = meanings.get(value)
  return description === undefined
    ? { name, required: true, schema: { type: 'string', const: value } }
    : { name, required: true, description, schema: { type: 'string' } }
}

const proofs: Readonly<Record<Strength, string>> = {
  token: 'the secret of the webhook itself',
  signature: 'a signature of the body by the secret of the webhook',
  'timed-signature': 'a signature of time and body by the secret of the webhook',
}

/** The headers of every scheme, each once: they are sent by webhooks that have a secret for it. */
export function proofHeaders(schemes: Readonly<Record<string, SigningScheme>>): readonly HeaderField[] {
  return Object.entries(schemes).flatMap(([scheme, { name, strength, headers }]) =>
    headers.map((header, index) => ({
      name: header,
      required: false,
      description: `${index === 0 ? `Scheme "${scheme}" (${name}): ${proofs[strength]}` : `Scheme "${scheme}" (${name}): what is signed together with the body`}. Sent where the webhook has a secret for it.`,
      schema: { type: 'string' },
    })),
  )
}
