/** What the guard needs of a Redis client: any command, as words. */
import { HookstampError } from '../errors.js'

/** A client of `ioredis`. */
export interface IoRedisClient {
  call(command: string, ...words: (string | number)[]): Promise<unknown>
}

/** A connected client of `redis` (node-redis). */
export interface NodeRedisClient {
  sendCommand(words: string[]): Promise<unknown>
}

/** A client of `ioredis` or of `redis`; the user owns it. */
export type RedisClient = IoRedisClient | NodeRedisClient

/** Runs one command. */
export type RedisCommand = (command: string, ...words: readonly string[]) => Promise<unknown>

/** @throws HookstampError `option-invalid` for something that is no client */
export function commandOf(client: RedisClient): RedisCommand {
  // ioredis has a `sendCommand` as well, which takes something else.
  if (isFunction(client, 'call')) return (command, ...words) => client.call(command, ...words)
  if (isFunction(client, 'sendCommand')) return (command, ...words) => client.sendCommand([command, ...words])
  throw new HookstampError(
    'option-invalid',
    'Expected a Redis client: new Redis() of ioredis, or a connected createClient() of redis.',
  )
}

function isFunction<Name extends 'call' | 'sendCommand'>(
  client: RedisClient,
  name: Name,
): client is Extract<RedisClient, Record<Name, unknown>> {
  const value: unknown = client
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Partial<Record<Name, unknown>>)[name] === 'function'
  )
}
