/**
 * CPU per operation of several ways to do the same work over a network: all take turns in every round, in shuffled
 * order, and each round gives one ratio to the first, so that whatever else the machine does falls on all.
 * Of network work CPU is the steadier number; rates move with the neighbours.
 *
 * @param {Record<string, () => Promise<number | { operations: number, micros: number }>>} cases each does a batch and
 * answers how many operations it was; one that works in another process answers the CPU it took there as well
 * @param {{ rounds?: number }} [options]
 */
export async function pairedCpu(cases, { rounds = 21 } = {}) {
  const names = Object.keys(cases)
  const measured = Object.fromEntries(names.map((name) => [name, []]))
  for (const name of names) await cases[name]()
  for (let round = 0; round < rounds; round++) {
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
  const floor = measured[names[0]]
  return names.map((name) => {
    const ratios = measured[name].map(({ micros }, round) => micros / floor[round].micros)
    return {
      name,
      micros: quantile(
        measured[name].map(({ micros }) => micros),
        0.5,
      ),
      perSecond: quantile(
        measured[name].map(({ perSecond }) => perSecond),
        0.5,
      ),
      ratio: quantile(ratios, 0.5),
      spread: [quantile(ratios, 0.1), quantile(ratios, 0.9)],
    }
  })
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

function quantile(values, at) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * at)]
}

function shuffled(values) {
  return values
    .map((value) => [Math.random(), value])
    .toSorted(([a], [b]) => a - b)
    .map(([, value]) => value)
}
