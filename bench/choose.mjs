/**
 * Choosing the webhooks of one event among 1, 1,000 and 100,000, and the memory of a webhook: ten in a namespace, about
 * five of Djinn's events each. Against two nested maps, filled by hand, that hold the answers.
 *
 *   npm run build && node --expose-gc bench/choose.mjs
 */
import { djinn } from 'hookstamp/dialects/djinn'
import { memoryStore } from 'hookstamp/stores/memory'
import { report } from './figures.mjs'
import { pairedRounds, printRatios } from './paired-rounds.mjs'

const types = djinn.eventTypes

const heap = () => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

for (const webhooks of [1, 1000, 100_000]) {
  const before = heap()
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
  const bytes = (heap() - before) / webhooks

  const byHand = new Map()
  let found = 0
  // This fills, as well, what a changed webhook empties.
  for (const path of namespaceIds) {
    const ofNamespace = new Map(types.map((type) => [type, store.webhooks.matching(path, type)]))
    for (const matching of ofNamespace.values()) found += matching.length
    byHand.set(path[0], ofNamespace)
  }
  if (found === 0) throw new Error('nothing was found')

  // Scattered over namespaces and events, so that no cache line is warm by chance.
  const scattered = (choose) => {
    let call = 0
    return () => {
      call++
      return choose(namespaceIds[(call * 7919) % namespaceIds.length], types[call % types.length])
    }
  }
  const against = 'two nested maps'
  const results = await pairedRounds({
    [against]: scattered(([id], type) => byHand.get(id)?.get(type)),
    'store.webhooks.matching': scattered((path, type) => store.webhooks.matching(path, type)),
  })
  const count = webhooks.toLocaleString('en')
  printRatios(`Choosing the webhooks of one event among ${count} (goal 1 µs at 100,000)`, results)
  const [floor, { nanos, ratio }] = results
  report({
    figure: `choosing the webhooks of one event among ${count}`,
    value: nanos / 1000,
    unit: 'µs',
    against: `absolute; ${ratio.toFixed(1)}x ${against}`,
    goal: 1,
    peers: { [against]: floor.nanos / 1000 },
  })
  if (webhooks === 100_000) {
    console.log(`  ${bytes.toFixed(0)} bytes of heap for each webhook and its tenth of a namespace`)
    const rest = { unit: 'B', digits: 0, against: 'heap, with its tenth of a namespace' }
    report({ figure: `memory of a webhook in memoryStore, of ${count}`, value: bytes, ...rest })
  }
}
