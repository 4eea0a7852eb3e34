/** A disk that is full under the server: what was acknowledged stays, and it goes on once there is room. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest'
import { postgresStore } from 'hookstamp/stores/postgres'
import type { Webhook } from '../../src/ports/webhook.js'
import { isLeftOut } from '../services/missing.js'
import { noPostgres, postgresServer } from '../services/postgres.js'
import { newPool } from '../services/postgres-database.js'
import { newEvent } from '../stores/new-event.js'

const MIB = 1024 * 1024

/** A file system of its own, where this process may make one. */
function mountSmall(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'hookstamp-disk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', folder]).status !== 0) return undefined
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  // The server runs as another user.
  chmodSync(folder, 0o755)
  return folder
}

describe.skipIf(isLeftOut('a full disk under PostgreSQL', noPostgres))('a full disk', () => {
  test('loses nothing that was acknowledged', { timeout: 120_000 }, async (context: TestContext) => {
    const folder = mountSmall()
    if (folder === undefined) {
      console.warn('skipped: a full disk under PostgreSQL: no file system can be mounted here')
      return context.skip('no file system can be mounted here')
    }
    const server = await postgresServer(['max_wal_size=32MB', 'min_wal_size=32MB', 'fsync=off'], folder)
    onTestFinished(() => server.end())
    const pool = newPool(4, server.url)
    onTestFinished(() => pool.end())
    const store = postgresStore(pool)
    const { id: namespaceId } = await store.namespaces.create({
      name: 'acme',
      user: { id: 1, username: 'ada' },
    })
    const webhook = await store.webhooks.create({ namespaceId, payloadUrl: 'https://example.com/' })
    const ballast = join(folder, 'ballast')
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(ballast, Buffer.alloc(bavail * bsize - 20 * MIB))

    const acknowledged: string[] = []
    let failure: unknown
    for (let number = 0; failure === undefined && number < 1000; number++) {
      try {
        const event = heavy(webhook, `e${String(number).padStart(4, '0')}`)
        acknowledged.push(...(await store.deliveries.add([event])))
      } catch (error) {
        failure = error
      }
    }
    expect(failure).toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/53100|No space left|57P/),
    })
    expect(acknowledged.length).toBeGreaterThan(0)

    // Without room for its log it ends itself, and comes back when there is.
    rmSync(ballast)
    const more = heavy(webhook, 'more')
    for (let tries = 0; tries < 300; tries++) {
      try {
        await store.deliveries.add([more])
        break
      } catch (error) {
        expect(error).toMatchObject({ code: 'store-unavailable' })
        await delay(100)
      }
    }
    const loaded = await store.deliveries.load([...acknowledged, 'more'].map((id) => `${id}-delivery`))
    expect(loaded.map((one) => one?.event.body.length)).toEqual(loaded.map(() => MIB))
  })
})

function heavy(webhook: Webhook, id: string) {
  const event = newEvent(webhook, id)
  const body = new Uint8Array(MIB)
  // Random, or the server would press it into nothing.
  for (let at = 0; at < MIB; at += 65_536) crypto.getRandomValues(body.subarray(at, at + 65_536))
  return { ...event, event: { ...event.event, body } }
}
