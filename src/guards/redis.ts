/**
 * A replay guard in Redis: for several processes that share one. What Redis forgets (a restart without persistence,
 * an eviction) is handled again if it comes again.
 *
 * @example
 * import { Redis } from 'ioredis'
 * const receiver = createReceiver({ dialect: djinn, secrets, guard: redisGuard(new Redis()) })
 */
import { HookstampError } from '../errors.js'
import type { ReplayGuard, ReplayGuardTimes } from '../ports/replay-guard.js'
import { commandOf, type RedisClient } from './redis-client.js'

export type { IoRedisClient, NodeRedisClient, RedisClient } from './redis-client.js'

export interface RedisGuardOptions extends ReplayGuardTimes {
  /**
   * What its keys begin with. Receivers with the same prefix on one Redis share what they remember.
   * @default 'hookstamp:guard:'
   */
  readonly prefix?: string
}

// No token looks like it.
const DONE = 'done'
// A claim that runs out between the two questions is asked for again; more often than this somebody else had it.
const TRIES = 3

// Only the holder of the claim may change its key, and nobody in between.
const COMPLETE = `if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[1], '${DONE}', 'PX', ARGV[2])
end`
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`

/**
 * A replay guard over a client of `ioredis` or `redis`.
 *
 * @throws HookstampError `option-invalid` for times that are not above 0, and for something that is no client
 */
export function redisGuard(
  client: RedisClient,
  { prefix = 'hookstamp:guard:', rememberSeconds = 86_400, claimSeconds = 300 }: RedisGuardOptions = {},
): ReplayGuard {
  for (const [name, value] of Object.entries({ rememberSeconds, claimSeconds })) {
    if (!(value > 0 && value < Infinity)) {
      throw new HookstampError('option-invalid', `${name} has to be a number above 0.`)
    }
  }
  const command = commandOf(client)
  const rememberMs = String(Math.ceil(rememberSeconds * 1000))
  const claimMs = String(Math.ceil(claimSeconds * 1000))
  // Several processes claim: a counter would not tell them apart.
  const instance = crypto.randomUUID()
  let claims = 0

  return {
    claim: async (key) => {
      const token = `${instance}:${++claims}`
      for (let tries = 0; tries < TRIES; tries++) {
        if ((await command('SET', prefix + key, token, 'NX', 'PX', claimMs)) !== null) {
          return { state: 'claimed', token }
        }
        const held = await command('GET', prefix + key)
        // A driver asks again when the connection breaks before the answer: the first time was it.
        if (String(held) === token) return { state: 'claimed', token }
        if (held !== null) return { state: String(held) === DONE ? 'done' : 'busy' }
      }
      return { state: 'busy' }
    },
    complete: async (key, token) => {
      await command('EVAL', COMPLETE, '1', prefix + key, token, rememberMs)
    },
    release: async (key, token) => {
      await command('EVAL', RELEASE, '1', prefix + key, token)
    },
  }
}
