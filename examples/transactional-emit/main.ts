/**
 * An order and its event in one transaction: rolled back, the event never was; committed, it is sent. On PGlite, so that
 * it runs anywhere; `new Pool()` of pg, and `pool.connect()` for a transaction, take its place on a server.
 */
import { PGlite } from '@electric-sql/pglite'
import * as z from 'zod'
import { createDispatcher, defineDialect } from 'hookstamp'
import { memoryQueue } from 'hookstamp/queues/memory'
import { hmacHex } from 'hookstamp/signing'
import { postgresStore } from 'hookstamp/stores/postgres'
import { memoryTransport } from 'hookstamp/transports/memory'

const shop = defineDialect({
  name: 'shop',
  events: { 'order.placed': z.object({ id: z.int(), cents: z.int() }) },
  schemes: { hmac: hmacHex({ header: 'X-Shop-Signature' }) },
})

const db = await PGlite.create()
await db.query('create table orders (id integer primary key, cents integer not null)')

const store = postgresStore(db)
const transport = memoryTransport()
const dispatcher = createDispatcher({
  dialect: shop,
  store,
  transport,
  // With a queue that joins no transaction the sweeper lines up what was committed. pgBossQueue(boss) joins.
  queue: memoryQueue(),
  sweepEveryMs: 20,
  sweepAfterMs: 0,
})
const namespace = await store.namespaces.create({ name: 'acme', user: { id: 1, username: 'ada' } })
await store.webhooks.create({
  namespaceId: namespace.id,
  payloadUrl: 'https://example.com/hooks',
  secret: 's3cret',
})

async function place(id: number, cents: number): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('insert into orders values ($1, $2)', [id, cents])
    await dispatcher.emit('order.placed', { id, cents }, { namespaceId: namespace.id, tx })
    if (cents < 0) throw new Error('payment refused')
  })
}

await place(1, 4200)
await place(2, -1).catch((error: Error) => console.log(`order 2 rolled back: ${error.message}`))

dispatcher.start()
while (transport.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
await dispatcher.stop()

for (const { body } of transport.requests) console.log(`sent ${new TextDecoder().decode(body)}`)
const { rows } = await db.query('select id, cents from orders')
console.log(`orders ${JSON.stringify(rows)}`)
await db.close()
