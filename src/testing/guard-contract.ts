import type { Clock } from '../internal/clock.js'
import type { MaybePromise } from '../internal/maybe-promise.js'
import type { ReplayClaim, ReplayGuard } from '../ports/replay-guard.js'
import { fakeClock } from './fake-clock.js'

export interface GuardContractOptions {
  /** Registers one case: `test` of vitest, jest, bun or node:test. */
  readonly test: (name: string, run: () => Promise<void>) => void
  /** A fresh guard with nothing remembered, on this clock and with these times. */
  readonly create: (options: {
    readonly clock: Clock
    readonly rememberSeconds: number
    readonly claimSeconds: number
  }) => MaybePromise<ReplayGuard>
  /** Why cases about expiry cannot run, for a guard whose time is another machine's. */
  readonly skipExpiry?: string
}

/**
 * What every replay guard has to do, as test cases, for a guard of your own.
 *
 * @example
 * guardContract({ test, create: ({ clock, rememberSeconds, claimSeconds }) => myGuard({ clock, rememberSeconds, claimSeconds }) })
 * @see ReplayGuard
 */
export function guardContract({ test, create, skipExpiry }: GuardContractOptions): void {
  const testWith = (
    name: string,
    run: (guard: ReplayGuard, advance: (seconds: number) => Promise<void>) => Promise<void>,
  ): void =>
    test(name, async () => {
      const clock = fakeClock()
      const guard = await create({ clock, rememberSeconds: REMEMBER_SECONDS, claimSeconds: CLAIM_SECONDS })
      await run(guard, (seconds) => clock.advance(seconds * 1000))
    })
  const testExpiry: typeof testWith = (name, run) =>
    skipExpiry === undefined
      ? testWith(name, run)
      : test(`${name} (not tested: ${skipExpiry})`, () => Promise.resolve())

  testWith('hands a key out once', async (guard) => {
    await claimed(guard, 'a')
    await expectState(guard.claim('a'), 'busy')
    await claimed(guard, 'b')
  })

  testWith('hands a key to one of many that ask at once', async (guard) => {
    const claims = await Promise.all(Array.from({ length: 50 }, () => guard.claim('a')))
    const winners = claims.filter(({ state }) => state === 'claimed')
    assert(winners.length === 1, `${winners.length} of 50 got the key`)
    assert(
      claims.every(({ state }) => state !== 'done'),
      'a key that nobody has completed counts as done',
    )
  })

  testWith('remembers what was completed', async (guard) => {
    await guard.complete('a', await claimed(guard, 'a'))
    await expectState(guard.claim('a'), 'done')
    await expectState(guard.claim('a'), 'done')
  })

  testWith('hands out again what was released', async (guard) => {
    const first = await claimed(guard, 'a')
    await guard.release('a', first)
    const second = await claimed(guard, 'a')
    assert(second !== first, 'two claims share a token')
    await guard.complete('a', second)
    await expectState(guard.claim('a'), 'done')
  })

  testWith('listens to nobody but the holder of the claim', async (guard) => {
    const lost = await claimed(guard, 'a')
    await guard.release('a', lost)
    await claimed(guard, 'a')
    await guard.release('a', lost)
    await expectState(guard.claim('a'), 'busy')
    await guard.complete('a', lost)
    await expectState(guard.claim('a'), 'busy')
  })

  testWith('takes any key for what it is', async (guard) => {
    const keys = ['__proto__', 'constructor', '', ' ', 'ä', 'a'.repeat(500), "'; drop table --", 'a:b', 'a%']
    for (const key of keys) await guard.complete(key, await claimed(guard, key))
    for (const key of keys) await expectState(guard.claim(key), 'done')
  })

  testExpiry(
    'hands out again a claim that was never settled, once it has run out',
    async (guard, advance) => {
      const crashed = await claimed(guard, 'a')
      await advance(CLAIM_SECONDS - 1)
      await expectState(guard.claim('a'), 'busy')
      await advance(2)
      await claimed(guard, 'a')
      await guard.release('a', crashed)
      await guard.complete('a', crashed)
      await expectState(guard.claim('a'), 'busy')
    },
  )

  testExpiry('forgets what was completed, but not before its time', async (guard, advance) => {
    await guard.complete('a', await claimed(guard, 'a'))
    await advance(REMEMBER_SECONDS - 1)
    await expectState(guard.claim('a'), 'done')
    await advance(2)
    await claimed(guard, 'a')
  })
}

const CLAIM_SECONDS = 60
const REMEMBER_SECONDS = 3600

async function claimed(guard: ReplayGuard, key: string): Promise<string> {
  const claim = await guard.claim(key)
  assert(claim.state === 'claimed', `expected the claim, found ${claim.state}`)
  return claim.token
}

async function expectState(claim: MaybePromise<ReplayClaim>, expected: ReplayClaim['state']): Promise<void> {
  const { state } = await claim
  assert(state === expected, `expected ${expected}, found ${state}`)
}

function assert(right: boolean, otherwise: string): asserts right {
  if (!right) throw new Error(otherwise)
}
