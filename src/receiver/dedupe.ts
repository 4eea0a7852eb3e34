/** Runs the handlers of an event once: claim before, complete after, release when they fail. */
import { mac, macKey } from '#crypto'
import { HookstampError } from '../errors.js'
import { utf8 } from '../internal/bytes.js'
import type { MacKey } from '../internal/crypto.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { ReplayClaim, ReplayGuard } from '../ports/replay-guard.js'
import type { ReceivedEvent, UnknownEvent } from './event.js'
import { reject, type Outcome } from './outcome.js'

export interface DedupeSettings {
  readonly guard: ReplayGuard
  /** What happens while the guard is down: `closed` refuses (503), `open` handles without it. */
  readonly guardFailure: 'closed' | 'open'
  /** Where to tell that the guard is down when the event is handled all the same. */
  readonly tell: (error: HookstampError) => Promise<void>
}

/** @param repeated the outcome if the event was handled before */
export async function dedupe(
  event: ReceivedEvent | UnknownEvent,
  scope: () => string,
  { guard, guardFailure, tell }: DedupeSettings,
  run: () => Outcome | Promise<Outcome>,
  repeated: Outcome,
): Promise<Outcome> {
  let key: string
  let claim: ReplayClaim
  try {
    key = await replayKey(event, scope())
    claim = await guard.claim(key)
  } catch (cause) {
    if (guardFailure === 'closed') {
      return reject('guard-unavailable', 'The replay guard could not be asked.', { cause, event })
    }
    await tell(unavailable('The replay guard could not be asked; the event was handled without it.', cause))
    return run()
  }
  if (claim.state === 'done') return repeated
  if (claim.state === 'busy') {
    return reject('busy', 'Another copy of this event is being handled right now.', { event })
  }
  const outcome = await run()
  try {
    await (outcome.ok ? guard.complete(key, claim.token) : guard.release(key, claim.token))
  } catch (cause) {
    await tell(unavailable('The replay guard could not be told what became of an event.', cause))
  }
  return outcome
}

function unavailable(message: string, cause: unknown): HookstampError {
  return new HookstampError('guard-unavailable', message, { cause })
}

// A public key: this MAC is only a hash, by the one means that every platform has here already.
let hashKey: MacKey | undefined

/** The event's id where it has one; else its body, by hash. Within a scope, so that one tenant's ids say nothing of another's. */
async function replayKey(
  { dialect, id, body }: ReceivedEvent | UnknownEvent,
  scope: string,
): Promise<string> {
  const what = id === undefined ? `body:${await hash(body)}` : `id:${id}`
  return `${dialect}:${scope}:${what}`
}

/** The same by hash: an id may be as long as a header. */
export async function dedupeKey(event: ReceivedEvent | UnknownEvent, scope: string): Promise<string> {
  return hash(utf8(await replayKey(event, scope)))
}

function hash(bytes: Uint8Array): MaybePromise<string> {
  hashKey ??= macKey('sha256', utf8('hookstamp replay guard'))
  return mac(hashKey, '', bytes, 'hex')
}
