/** One way to run statements and transactions, over whatever the user gave. */
import { HookstampError } from '../errors.js'
import { isPool, isTransactor, type PostgresClient, type PostgresQueryable } from './client.js'
import { inTurn } from './in-turn.js'

export interface Connection extends PostgresQueryable {
  transaction<T>(work: (tx: PostgresQueryable) => Promise<T>): Promise<T>
}

export function connectionOf(client: PostgresClient): Connection {
  if (isTransactor(client)) {
    return {
      query: (text, values) => client.query(text, values),
      transaction: (work) =>
        client.transaction(async (tx) => {
          await tx.query(`set transaction ${ISOLATION}`)
          return work(tx)
        }),
    }
  }
  if (!isPool(client)) return singleConnection(client)
  return {
    query: (text, values) => client.query(text, values),
    transaction: async (work) => {
      const connection = await client.connect()
      // The pool listens only to those that are in it, and one that breaks unheard between two statements would end
      // the process. The next statement fails.
      connection.on?.('error', ignore)
      let isOver = false
      try {
        return await inTransaction(connection, work, () => (isOver = true))
      } finally {
        if (isOver) connection.off?.('error', ignore)
        // Whoever got it with the transaction still open would commit that, or lose theirs with it.
        connection.release(!isOver)
      }
    },
  }
}

/** Of a single connection everything waits for its turn: what came in between would be in the transaction too. */
function singleConnection(client: PostgresQueryable): Connection {
  const turns = {}
  let isOver = true
  const query: PostgresQueryable['query'] = (text, values) => client.query(text, values)
  const inOrder = <T>(run: () => Promise<T>): Promise<T> =>
    inTurn(turns, async () => {
      if (!isOver) await query('rollback')
      isOver = true
      return run()
    })
  return {
    query: (text, values) => inOrder(() => query(text, values)),
    transaction: (work) =>
      inOrder(() => {
        isOver = false
        return inTransaction({ query }, work, () => (isOver = true))
      }),
  }
}

const ignore = (): void => {}

// Whatever the server's default is: above it, every statement could fail for what others do, and what is asked anew
// after a lock would not see what was done meanwhile.
const ISOLATION = 'isolation level read committed'

/** @param over called when the server has said that nothing of it is open any more */
async function inTransaction<T>(
  connection: PostgresQueryable,
  work: (tx: PostgresQueryable) => Promise<T>,
  over: () => void,
): Promise<T> {
  await connection.query(`begin ${ISOLATION}`)
  let result: T
  try {
    result = await work(connection)
  } catch (error) {
    // Fails on a broken connection, and where the driver gives up waiting.
    await connection.query('rollback').then(over, () => {})
    throw error
  }
  const committed = await connection.query('commit')
  over()
  // What the server answers, without an error, when a statement has failed before and the failure was swallowed.
  if ('command' in committed && committed.command === 'ROLLBACK') {
    throw new HookstampError(
      'store-unavailable',
      'The transaction was rolled back, because one of its statements had failed. Let the failure through.',
    )
  }
  return result
}
