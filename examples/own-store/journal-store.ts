import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
} from 'node:fs'
import type { Clock, Store, Webhook, WebhookHealth } from 'hookstamp'
import { memoryStore } from 'hookstamp/stores/memory'

/** One line of the journal: which write, when, with what. */
interface Entry {
  readonly at: number
  readonly part: keyof typeof WRITES
  readonly write: string
  readonly args: readonly unknown[]
}

// Every write of the port that can be told by its arguments alone.
const WRITES = {
  namespaces: ['create', 'update', 'move', 'delete'],
  collaborators: ['add', 'remove'],
  invites: ['create', 'delete'],
  webhooks: ['create', 'update', 'delete', 'setHealth'],
  deliveries: ['add', 'begin', 'complete', 'end', 'prune'],
  inbox: ['add', 'begin', 'complete', 'retry', 'prune'],
} as const

type Part = Record<string, (...args: unknown[]) => unknown>

/** A store in memory that survives: each write is a line in a file before it is acknowledged, and read back at the start. */
export function journalStore(
  file: string,
  { clock = { now: () => Date.now() } }: { clock?: Clock } = {},
): Store {
  // What is read back happens at the time at which it happened.
  let replayedAt: number | undefined
  const memory = memoryStore({ clock: { now: () => replayedAt ?? clock.now() }, keepEnded: Infinity })
  const parts = memory as unknown as Record<keyof typeof WRITES, Part>
  const webhooks = {
    ...memory.webhooks,
    setHealth: (id: number, health: WebhookHealth) => memory.webhooks.updateHealth(id, () => health),
  }
  const apply = (part: keyof typeof WRITES, write: string, args: readonly unknown[]): unknown =>
    (part === 'webhooks' ? (webhooks as unknown as Part) : parts[part])[write]?.(...args)

  const written = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  // What comes after the last whole line was never acknowledged: the process died while writing it.
  const whole = written.subarray(0, written.lastIndexOf('\n') + 1)
  for (const line of whole.toString().split('\n').slice(0, -1)) {
    const { at, part, write, args } = JSON.parse(line, revive) as Entry
    replayedAt = at
    apply(part, write, args)
  }
  replayedAt = undefined

  const journal = openSync(file, 'a')
  ftruncateSync(journal, whole.length)
  let failed: unknown
  const record = (part: keyof typeof WRITES, write: string, args: readonly unknown[]): unknown => {
    // Once a line could not be written, memory is ahead of the file: nothing may be promised any more.
    if (failed !== undefined) throw failed
    const at = clock.now()
    // First in memory, where the rules are: what is refused throws, and leaves no line.
    const result = apply(part, write, args)
    try {
      appendFileSync(journal, `${JSON.stringify({ at, part, write, args } satisfies Entry, encode)}\n`)
      fsyncSync(journal)
    } catch (error) {
      throw (failed = error)
    }
    return result
  }
  const journaled = (part: keyof typeof WRITES): Part => ({
    ...(part === 'webhooks' ? (webhooks as unknown as Part) : parts[part]),
    ...Object.fromEntries(
      WRITES[part].map((write) => [write, (...args: unknown[]) => record(part, write, args)]),
    ),
  })

  const store = Object.fromEntries(Object.keys(WRITES).map((part) => [part, journaled(part as 'inbox')]))
  return {
    ...memory,
    ...(store as unknown as Pick<Store, keyof typeof WRITES>),
    webhooks: {
      ...(store['webhooks'] as unknown as Store['webhooks']),
      updateHealth: (id, change) => {
        // Memory answers at once, so nobody else writes in between.
        const before = memory.webhooks.get(id) as Webhook | undefined
        return before && (record('webhooks', 'setHealth', [id, change(before.health)]) as Webhook)
      },
    },
    caps: { durability: 'fsync', transactions: false },
    health: () => [],
    close: () => closeSync(journal),
  }
}

// JSON has no bytes.
function encode(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
}

function revive(_key: string, value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && Object.keys(value).join() === 'base64'
  return isBytes ? new Uint8Array(Buffer.from((value as { base64: string }).base64, 'base64')) : value
}
