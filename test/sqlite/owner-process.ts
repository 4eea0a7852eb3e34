/**
 * Another process that works on a database: `node … owner-process.ts <file> <what>`. Says on its output what came of it;
 * `own` stays until it is killed.
 */
import Database from 'libsql'
import { writeSync } from 'node:fs'
import { isHookstampError } from 'hookstamp'
import { sqliteQueue } from 'hookstamp/queues/sqlite'
import { sqliteStore } from 'hookstamp/stores/sqlite'

const [file = '', what = ''] = process.argv.slice(2)
// Written at once, and seen as a system call.
const say = (text: string): void => void writeSync(1, `${text}\n`)

try {
  const database = new Database(file)
  const store = sqliteStore(database)
  const queue = sqliteQueue(database)
  say('opened')
  if (what === 'own') {
    const dueAt = Date.now()
    await queue.enqueue(['a', 'b', 'c'].map((id) => ({ id, key: '1', dueAt })))
    const claims = await queue.claim({ max: 2, leaseMs: 3_600_000, perKeyMax: 10 })
    say(`claimed ${claims.map(({ id }) => id).join()}`)
    process.stdin.resume()
  } else if (what === 'acknowledge') {
    const user = { id: 1, username: 'ada' }
    for (let number = 0; number < 5; number++) {
      say(`asking ${number}`)
      await store.namespaces.create({ name: `name${number}`, user })
      say(`acknowledged ${number}`)
    }
  }
} catch (error) {
  say(isHookstampError(error) ? `${error.code} ${error.message}` : String(error))
}
