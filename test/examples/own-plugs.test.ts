/** The plugs that the pages about writing one show: they are what the pages say, and they keep the contract. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { queueContract, storeContract } from 'hookstamp/testing'
import { tinyQueue } from '../../examples/own-queue/tiny-queue.js'
import { journalStore } from '../../examples/own-store/journal-store.js'
import { root } from '../architecture/source.js'

describe('tinyQueue', () => {
  queueContract({
    test,
    create: tinyQueue,
    caps: { durability: 'memory', transactions: false, perKeyLimit: 'local' },
  })
})

describe('journalStore', () => {
  const newFile = () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookstamp-journal-'))
    return { file: join(folder, 'journal'), end: () => rmSync(folder, { recursive: true }) }
  }
  storeContract({
    test,
    create: ({ clock }) => {
      const { file, end } = newFile()
      return { store: journalStore(file, { clock }), end }
    },
    caps: { durability: 'fsync', transactions: false },
    inbox: true,
  })

  test('is as it was after a restart', async () => {
    const { file, end } = newFile()
    const before = journalStore(file)
    const { id: namespaceId } = await before.namespaces.create({
      name: 'shop',
      user: { id: 1, username: 'ada' },
    })
    const payloadUrl = 'https://example.com/'
    const { id } = await before.webhooks.create({ namespaceId, payloadUrl, secret: 's3cret' })
    await before.webhooks.updateHealth(id, (health) => ({ ...health, failures: 3 }))
    const body = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const event = {
      id: 'e1',
      type: 'a',
      namespaceId,
      idempotencyKey: 'k',
      traceContext: null,
      body,
      createdAt: 1,
    }
    await before.deliveries.add([{ event, deliveries: [] }])
    await before.close()
    // The process died in the middle of a line.
    appendFileSync(file, '{"at":')

    const after = journalStore(file)
    const webhook = await after.webhooks.get(id)
    expect(webhook?.secrets).toEqual([{ value: 's3cret' }])
    expect(webhook).toEqual(await before.webhooks.get(id))
    expect(await after.deliveries.add([{ event: { ...event, id: 'e2' }, deliveries: [] }])).toEqual(['e1'])
    await after.close()
    await journalStore(file).close()
    end()
  })
})

test.each([
  ['docs/writing-a-queue.md', 'examples/own-queue/tiny-queue.ts'],
  ['docs/writing-a-store.md', 'examples/own-store/journal-store.ts'],
])('%s shows %s as it is', (page, example) => {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)]
  expect(blocks.map(([, code]) => code)).toContain(readFileSync(join(root, example), 'utf8'))
})
