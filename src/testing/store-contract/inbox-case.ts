/** What cases about the inbox put into it. */
import type { InboxEvent, InboxResult, InboxStore } from '../../ports/inbox.js'
import type { Store } from '../../ports/store.js'
import { assert } from '../assertions.js'
import type { StoreBench } from './store-case.js'

export const HANDLED: InboxResult = { state: 'handled', nextAttemptAt: null, endedAt: 2000, lastError: null }
export const DEAD: InboxResult = {
  state: 'dead',
  nextAttemptAt: null,
  endedAt: 2000,
  lastError: { code: 'handler-failed', message: 'A handler failed.' },
}

export function inboxOf({ inbox }: Store): InboxStore {
  assert(inbox !== undefined, 'the store has no inbox')
  return inbox
}

/** An event that is not stored yet. */
export function eventOf({ newId, clock }: StoreBench, changes: Partial<InboxEvent> = {}): InboxEvent {
  const id = newId()
  return {
    id,
    dedupeKey: id,
    key: 'shop',
    dialect: 'shop',
    type: 'build.created',
    headers: {},
    body: new TextEncoder().encode('{}'),
    verified: { ok: true, code: 'verified', scheme: 'hmac', secretIndex: 0 },
    receivedAt: clock.now(),
    state: 'pending',
    attempts: 0,
    nextAttemptAt: clock.now(),
    endedAt: null,
    lastError: null,
    ...changes,
  }
}
