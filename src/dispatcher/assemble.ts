/** The headers of a request: the dialect's, the proof, and what the webhook adds. */
import { toBase64 } from '../internal/base64.js'
import { utf8 } from '../internal/bytes.js'
import type { Webhook, WebhookAuth } from '../ports/webhook.js'
import { REDACTED } from './redact.js'

type HeaderFields = Readonly<Record<string, string>>

export interface Assembled {
  readonly sent: HeaderFields
  /** The same for the record: values that prove or carry a secret are replaced. */
  readonly recorded: HeaderFields
  /** What must not be stored if the response says it back. */
  readonly secrets: readonly string[]
}

// A shorter header value is no credential, and replacing it would tear responses to pieces.
const SHORTEST_CREDENTIAL = 8

/** @param proofHeaders names whose values prove or carry a secret */
export function assemble(
  webhook: Webhook,
  own: HeaderFields,
  proof: HeaderFields,
  proofHeaders: ReadonlySet<string>,
): Assembled {
  const secrets = webhook.secrets.map((secret) => secret.value)
  const sent: Record<string, string> = {}
  const recorded: Record<string, string> = {}
  for (const name in own) recorded[name] = sent[name] = own[name] as string
  for (const name in proof) {
    const value = (sent[name] = proof[name] as string)
    recorded[name] = proofHeaders.has(name) ? REDACTED : value
    if (proofHeaders.has(name)) secrets.push(value)
  }
  if (webhook.tls?.key !== undefined) secrets.push(webhook.tls.key)
  if (webhook.proxy?.password) secrets.push(webhook.proxy.password)
  addCustom(webhook, sent, recorded, secrets)
  return { sent, recorded, secrets }
}

/** What the webhook adds never takes the place of what says whose request this is. */
function addCustom(
  { headers, auth }: Webhook,
  sent: Record<string, string>,
  recorded: Record<string, string>,
  secrets: string[],
): void {
  if (auth !== null) {
    sent['Authorization'] = authorization(auth)
    recorded['Authorization'] = REDACTED
    secrets.push('token' in auth ? auth.token : auth.password, sent['Authorization'])
  }
  let taken: Set<string> | undefined
  for (const name in headers) {
    taken ??= new Set(Object.keys(sent).map((one) => one.toLowerCase()))
    if (taken.has(name.toLowerCase())) continue
    const value = (sent[name] = headers[name] as string)
    recorded[name] = REDACTED
    if (value.length >= SHORTEST_CREDENTIAL) secrets.push(value)
  }
}

function authorization(auth: WebhookAuth): string {
  return 'token' in auth
    ? `Bearer ${auth.token}`
    : `Basic ${toBase64(utf8(`${auth.username}:${auth.password}`))}`
}
