/**
 * CPU per operation of several ways to do the same work over a network: all take turns in every round, in shuffled
 * order, and each round gives one ratio to the first, so that whatever else the machine does falls on all.
 * Of network work CPU is the steadier number; rates move with the neighbours.
 */
import { compare, excess, percentile, roundsOr, shuffled } from './figures.mjs'

/**
 * @param {Record<string, () => Promise<number | { operations: number, micros: number }>>} cases each does a batch and
 * answers how many operations it was; one that works in another process answers the CPU it took there as well
 * @param {{ rounds?: number }} [options]
 */
export async function pairedCpu(cases, { rounds = 21 } = {}) {
  const names = Object.keys(cases)
  const measured = Object.fromEntries(names.map((name) => [name, []]))
  for (const name of names) await cases[name]()
  for (let round = 0; round < roundsOr(rounds); round++) {
    for (const name of shuffled(names)) {
      globalThis.gc?.()
      const before = process.cpuUsage()
      const startedAt = performance.now()
      const done = await cases[name]()
      const { user, system } = process.cpuUsage(before)
      const seconds = (performance.now() - startedAt) / 1000
      const { operations, micros } =
        typeof done === 'number' ? { operations: done, micros: user + system } : done
      measured[name].push({ micros: micros / operations, perSecond: operations / seconds })
    }
  }
  const costs = Object.fromEntries(names.map((name) => [name, measured[name].map(({ micros }) => micros)]))
  return compare(costs).map(({ name, cost, ratio, spread }) => ({
    name,
    ratio,
    spread,
    micros: cost,
    // Higher is better here, so what remains when the neighbours are quiet is at the other end.
    perSecond: percentile(
      measured[name].map(({ perSecond }) => perSecond),
      0.8,
    ),
    excess: excess(costs[name], costs[names[0]]),
  }))
}

export function printCpu(title, results) {
  console.log(`\n${title}`)
  for (const { name, micros, perSecond, ratio, spread } of results) {
    const [low, high] = spread.map((value) => value.toFixed(2))
    console.log(
      `  ${name.padEnd(52)} ${micros.toFixed(1).padStart(7)} µs CPU ${perSecond.toFixed(0).padStart(7)}/s ${ratio.toFixed(2).padStart(7)}x   (${low}-${high})`,
    )
  }
}
