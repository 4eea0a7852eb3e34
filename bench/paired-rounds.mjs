/**
 * Time of several ways to do the same work, in paired rounds: every case of a table runs once per round, in a shuffled
 * order, so that what the machine does meanwhile hits all of them alike. Absolute numbers move by 2x within an hour,
 * the ratios by a few percent.
 */
import { compare, roundsOr, shuffled } from './figures.mjs'

/**
 * @param {Record<string, () => unknown>} cases the first is the floor; those that return a promise are awaited
 * @param {{ rounds?: number, roundMs?: number }} [options]
 */
export async function pairedRounds(cases, { rounds = 75, roundMs = 4 } = {}) {
  const runs = []
  for (const [name, run] of Object.entries(cases)) {
    const awaited = run() instanceof Promise
    runs.push({ name, run, awaited, count: await calibrate(run, awaited, roundMs), nanos: [] })
  }
  for (let round = 0; round < roundsOr(rounds); round++) {
    for (const each of shuffled(runs))
      each.nanos.push((await timed(each.run, each.awaited, each.count)) / each.count)
  }
  return compare(Object.fromEntries(runs.map(({ name, nanos }) => [name, nanos]))).map(
    ({ cost, ...rest }) => ({
      ...rest,
      nanos: cost,
    }),
  )
}

/** Prints a table, one line for each case. */
export function printRatios(title, results) {
  console.log(`\n${title}`)
  for (const { name, nanos, ratio, spread } of results) {
    const time = nanos < 1000 ? `${nanos.toFixed(0)} ns` : `${(nanos / 1000).toFixed(2)} µs`
    const [low, high] = spread.map((value) => value.toFixed(2))
    console.log(
      `  ${name.padEnd(52)} ${time.padStart(11)} ${ratio.toFixed(2).padStart(7)}x   (${low}-${high})`,
    )
  }
}

async function timed(run, awaited, count) {
  const start = process.hrtime.bigint()
  if (awaited) for (let index = 0; index < count; index++) await run()
  else for (let index = 0; index < count; index++) run()
  return Number(process.hrtime.bigint() - start)
}

async function calibrate(run, awaited, roundMs) {
  let count = 1
  // Warm enough for the optimising compiler, then as many as fill a round.
  for (let total = 0; total < 60e6;) {
    const nanos = await timed(run, awaited, count)
    total += nanos
    count = Math.max(1, Math.min(count * 2, Math.ceil((roundMs * 1e6) / (nanos / count))))
  }
  return count
}
