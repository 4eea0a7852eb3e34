/**
 * Choosing the webhooks of one event among 1, 1,000 and 100,000: ten in a namespace, about five of Djinn's events each.
 *
 *   npm run build && node --expose-gc bench/choose.mjs
 */
import { djinn } from 'hookstamp/dialects/djinn'
import { memoryStore } from 'hookstamp/stores/memory'

const CALLS = 200_000
const ROUNDS = 21
const types = djinn.eventTypes

console.log('\nChoosing the webhooks of one event, ten webhooks a namespace (goal 1 µs at 100,000)')
for (const webhooks of [1, 1000, 100_000]) {
  const store = memoryStore()
  const namespaceIds = []
  for (let made = 0; made < webhooks; made++) {
    if (made % 10 === 0) {
      const name = `n${made}x`
      const namespace = await store.namespaces.create({ name, user: { id: 1, username: 'me' } })
      namespaceIds.push([namespace.id])
    }
    const events = Array.from({ length: 5 }, (_, index) => types[(made * 7 + index * 3) % types.length])
    const [namespaceId] = namespaceIds.at(-1)
    await store.webhooks.create({ namespaceId, payloadUrl: 'https://example.com/', events })
  }
  const micros = []
  for (let round = 0; round < ROUNDS; round++) {
    let found = 0
    const before = process.cpuUsage()
    for (let call = 0; call < CALLS; call++) {
      // Scattered over namespaces and events, so that no cache line is warm by chance.
      const at = (call * 7919) % namespaceIds.length
      found += store.webhooks.matching(namespaceIds[at], types[call % types.length]).length
    }
    const { user, system } = process.cpuUsage(before)
    if (webhooks >= 1000 && found === 0) throw new Error('nothing was found')
    // The first ones fill what a changed webhook empties.
    if (round >= 5) micros.push((user + system) / CALLS)
  }
  micros.sort((a, b) => a - b)
  const [low, middle, high] = [0.1, 0.5, 0.9].map((at) =>
    micros[Math.floor((micros.length - 1) * at)].toFixed(3),
  )
  console.log(`  ${String(webhooks).padStart(7)} webhooks ${middle.padStart(8)} µs CPU   (${low}-${high})`)
}
