/**
 * What the benchmarks have in common: how many rounds, the statistic, and the lines of the table that `npm run bench`
 * ends with. The statistic is one for all: the 20th percentile of the rounds, which is what remains when the neighbours
 * are quiet, against that of the floor; the spread is the middle three fifths of the ratios, each to the floor of its own round.
 */
import { appendFileSync } from 'node:fs'

/** So many rounds as a benchmark asks for, or as `BENCH_ROUNDS` says: 3 is a smoke run that shows only that it starts. */
export function roundsOr(usual) {
  const wanted = process.env.BENCH_ROUNDS
  if (wanted === undefined) return usual
  if (!/^[1-9]\d*$/.test(wanted)) throw new Error(`BENCH_ROUNDS is a count of rounds, not "${wanted}"`)
  return Number(wanted)
}

export function percentile(values, at) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * at)]
}

export function shuffled(values) {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

/** What each case cost in every round → its 20th percentile, ratio to the first case, and spread. */
export function compare(costs) {
  const [floor] = Object.values(costs)
  return Object.entries(costs).map(([name, values]) => ({
    name,
    cost: percentile(values, 0.2),
    ratio: percentile(values, 0.2) / percentile(floor, 0.2),
    spread: [0.2, 0.8].map((at) =>
      percentile(
        values.map((value, round) => value / floor[round]),
        at,
      ),
    ),
  }))
}

/** How much more a case cost than the floor of the same round: 20th percentile less 20th percentile, and the spread. */
export function excess(values, floor) {
  const more = values.map((value, round) => value - floor[round])
  return {
    value: percentile(values, 0.2) - percentile(floor, 0.2),
    spread: [0.2, 0.8].map((at) => percentile(more, at)),
  }
}

/**
 * One line of the table.
 *
 * @param {object} line
 * @param {string} line.figure what was measured
 * @param {number} line.value the result
 * @param {[number, number]} [line.spread] how far the rounds lie apart
 * @param {string} [line.unit] after every number; "x" for a ratio
 * @param {number} [line.digits]
 * @param {string} line.against the floor or the conditions
 * @param {number} [line.goal] most that is allowed, or with `atLeast` least; none: for scale
 * @param {boolean} [line.atLeast]
 * @param {Record<string, number>} [line.peers] the same of others, in the same rounds
 */
export function report(line) {
  write(line)
}

/** One line, from what `compare` answers of a case. */
export function reportRatio(figure, { ratio, spread }, rest) {
  write({ figure, value: ratio, spread, unit: 'x', ...rest })
}

/** One line that says why there is no figure. */
export function skip(figure, reason) {
  write({ figure, skipped: reason })
}

// Set by run.mjs; a benchmark that is started alone prints its tables and nothing else.
function write(line) {
  if (process.env.BENCH_FIGURES !== undefined)
    appendFileSync(process.env.BENCH_FIGURES, `${JSON.stringify(line)}\n`)
}
