/** One way to run statements and transactions, over whatever the user gave. */
import { HookstampError } from '../errors.js'
import { isPool, isTransactor, type PostgresClient, type PostgresQueryable } from './client.js'
import { inTurn } from './in-turn.js'
import { isUnavailable } from './sql-state.js'

export interface Connection extends PostgresQueryable {
  transaction<T>(work: (tx: PostgresQueryable) => Promise<T>): Promise<T>
}

export function connectionOf(client: PostgresClient): Connection {
  if (isTransactor(client)) {
    return {
      query: (text, values) => client.query(text, values),
      transaction: (work) => client.transaction(work),
    }
  }
  if (!isPool(client)) return singleConnection(client)
  return {
    query: (text, values) => client.query(text, values),
    transaction: async (work) => {
      const connection = await client.connect()
      let broken = false
      try {
        return await inTransaction(connection, work)
      } catch (error) {
        broken = isUnavailable(error)
        throw error
      } finally {
        connection.release(broken)
      }
    },
  }
}

/** Of a single connection everything waits for its turn: what came in between would be in the transaction too. */
function singleConnection(client: PostgresQueryable): Connection {
  const turns = {}
  const query: PostgresQueryable['query'] = (text, values) => client.query(text, values)
  return {
    query: (text, values) => inTurn(turns, () => query(text, values)),
    transaction: (work) => inTurn(turns, () => inTransaction({ query }, work)),
  }
}

async function inTransaction<T>(
  connection: PostgresQueryable,
  work: (tx: PostgresQueryable) => Promise<T>,
): Promise<T> {
  // Whatever the server's default is: above it, every statement could fail for what others do.
  await connection.query('begin isolation level read committed')
  let result: T
  try {
    result = await work(connection)
  } catch (error) {
    // Fails on a broken connection, which has rolled back then.
    await connection.query('rollback').catch(() => {})
    throw error
  }
  const committed = await connection.query('commit')
  // What the server answers, without an error, when a statement has failed before and the failure was swallowed.
  if ('command' in committed && committed.command === 'ROLLBACK') {
    throw new HookstampError(
      'store-unavailable',
      'The transaction was rolled back, because one of its statements had failed. Let the failure through.',
    )
  }
  return result
}
