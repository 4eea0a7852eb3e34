/** Whose message it is, for a listener that was told nothing: by the names of its headers. */
import { defineDialect, type Dialect } from 'hookstamp'
import { hmacHex, standardWebhooks, timestampedHmac, type SigningScheme } from 'hookstamp/signing'
import { chooseDialect } from './dialects.js'
import type { HeaderList } from './message-input.js'

/** The dialect of a message; `undefined` if nothing tells. */
export async function dialectOf(headers: HeaderList): Promise<Dialect | undefined> {
  if (valueOf(headers, 'x-djinn-ci-event') !== undefined) return (await chooseDialect('djinn')).dialect
  if (valueOf(headers, 'x-wvs-event') !== undefined) return (await chooseDialect('wvs')).dialect
  const gitlab = valueOf(headers, 'x-gitlab-event')
  if (gitlab !== undefined) {
    return (await chooseDialect(gitlab === 'System Hook' ? 'gitlab-system' : 'gitlab')).dialect
  }
  const found = others.find(({ scheme }) => valueOf(headers, scheme.headers[0] as string) !== undefined)
  return found === undefined ? undefined : stranger(found)
}

function valueOf(headers: HeaderList, name: string): string | undefined {
  return headers.find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1]
}

interface Stranger {
  readonly name: string
  readonly scheme: SigningScheme
  /** Header that names the event, where the body does not. */
  readonly eventHeader?: string
}

// Senders whose events are not known here, and whose proofs are.
const others: readonly Stranger[] = [
  { name: 'standard-webhooks', scheme: standardWebhooks() },
  { name: 'svix', scheme: standardWebhooks({ headerPrefix: 'svix-' }) },
  { name: 'stripe', scheme: timestampedHmac({ header: 'Stripe-Signature' }) },
  { name: 'github', scheme: hmacHex({ header: 'X-Hub-Signature-256' }), eventHeader: 'X-GitHub-Event' },
]

function stranger({ name, scheme, eventHeader }: Stranger): Dialect {
  const dialect = defineDialect({
    name,
    events: {},
    schemes: { [scheme.name]: scheme },
    maxBodyBytes: 25 * 1024 * 1024,
    recognise: ({ headers, json }) => {
      // A list, as the listener gives them.
      const named = eventHeader === undefined ? typeIn(json) : valueOf(headers as HeaderList, eventHeader)
      return { type: undefined, payload: json, ...(typeof named === 'string' && { unknownType: named }) }
    },
  })
  return dialect as unknown as Dialect
}

function typeIn(json: unknown): unknown {
  return typeof json === 'object' && json !== null ? (json as { readonly type?: unknown }).type : undefined
}
