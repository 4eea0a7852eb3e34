/** Where chance comes from. Ids and jitter take one, so that a test can fix it. */
export interface Random {
  /** Fills `target` with random bytes. */
  fill(target: Uint8Array): void
  /** A number from 0 up to, but not including, 1. */
  fraction(): number
}

/** The platform's cryptographic source for bytes; `Math.random` for jitter, which guards nothing. */
export const systemRandom: Random = {
  fill: (target) => {
    crypto.getRandomValues(target)
  },
  fraction: () => Math.random(),
}
