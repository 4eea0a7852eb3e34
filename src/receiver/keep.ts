/** In place of handling: an event is stored, so that it can be answered at once and handled later. */
import type { HeadersInput } from '../internal/headers.js'
import type { InboxEvent } from '../ports/inbox.js'
import { dedupeKey } from './dedupe.js'
import type { AnyDialect } from './event.js'
import type { Job } from './handle.js'
import { reject, type Outcome } from './outcome.js'
import { storedHeaders } from './stored-headers.js'

/** An event on its way into an inbox. */
export type KeptEvent = Pick<
  InboxEvent,
  'dedupeKey' | 'key' | 'dialect' | 'type' | 'headers' | 'body' | 'verified' | 'receivedAt'
>

/** What a receiver needs of an inbox. `createInbox` makes one. */
export interface KeepsEvents {
  /**
   * Called by the receiver that the inbox is given to, with what handles an event later.
   *
   * @throws HookstampError `option-invalid` if another has it already
   */
  attach(handle: (event: InboxEvent) => Promise<Outcome>): void
  /** Resolves once the event is stored; to false if it was known. */
  keep(event: KeptEvent): Promise<boolean>
}

interface KeepContext {
  readonly inbox: KeepsEvents
  /** Names in lower case of headers that carry a proof. */
  readonly proofs: ReadonlySet<string>
}

// Some queues have a limit for it. Tenants whose paths begin alike for so long share turns, no more.
const MAX_KEY_LENGTH = 200

/** @param scope whose event it is */
export async function keepEvent(
  { event, done, repeated }: Job,
  headers: HeadersInput,
  scope: () => string,
  { inbox, proofs }: KeepContext,
): Promise<Outcome> {
  const { dialect, type = null, body, verified, receivedAt } = event
  try {
    const owner = scope()
    const isNew = await inbox.keep({
      dedupeKey: await dedupeKey(event, owner),
      key: (owner === '' ? dialect : `${dialect} ${owner}`).slice(0, MAX_KEY_LENGTH),
      dialect,
      type,
      headers: storedHeaders(headers, proofs),
      body,
      verified,
      receivedAt,
    })
    if (!isNew) return repeated
    return done.ok && done.code === 'handled' ? { ...done, code: 'accepted' } : done
  } catch (cause) {
    return reject('inbox-unavailable', 'The inbox could not store the event.', { cause, event })
  }
}

/** Names in lower case of all headers that carry a proof, by any scheme of any of the dialects. */
export function proofHeaders(dialects: readonly AnyDialect[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { schemes } of dialects) {
    for (const { headers } of Object.values(schemes)) names.add((headers[0] as string).toLowerCase())
  }
  return names
}
