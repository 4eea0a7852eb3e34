/** Settlements that are asked for while others are being written go together in one statement. */
import type { Claim, Settlement } from '../ports/queue.js'

/** One settlement that waits to be written. */
export interface PendingSettlement {
  readonly claim: Claim
  readonly as: Settlement
}

export interface SettleBatch {
  settle(claim: Claim, as: Settlement): Promise<boolean>
  /** Resolves once nothing waits any more. */
  idle(): Promise<void>
}

interface Waiting extends PendingSettlement {
  readonly resolve: (held: boolean) => void
  readonly reject: (error: unknown) => void
}

const MOST_AT_ONCE = 500

/** @param write answers which of them were still held, by their ids; no id comes twice */
export function settleBatch(
  write: (batch: readonly PendingSettlement[]) => Promise<ReadonlySet<string>>,
): SettleBatch {
  let waiting: Waiting[] = []
  let writing: Promise<void> | undefined

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const ids = new Set<string>()
      const batch: Waiting[] = []
      const left: Waiting[] = []
      for (const one of waiting) {
        // The second settlement of a claim has to find the first one done.
        const fits = batch.length < MOST_AT_ONCE && !ids.has(one.claim.id)
        ;(fits ? batch : left).push(one)
        ids.add(one.claim.id)
      }
      waiting = left
      try {
        const held = await write(batch)
        for (const { claim, resolve } of batch) resolve(held.has(claim.id))
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    writing = undefined
  }

  return {
    settle: (claim, as) =>
      new Promise((resolve, reject) => {
        waiting.push({ claim, as, resolve, reject })
        // Begun a moment later, so that what is settled in the same turn goes along.
        writing ??= Promise.resolve().then(writeAll)
      }),
    idle: async () => writing,
  }
}
