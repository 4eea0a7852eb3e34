/** The figures of a run as a Markdown table, with the machine they are of. */
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** CPU, cores, memory, system, Node: what a figure cannot be read without. */
export function machine() {
  const [{ model } = { model: 'unknown CPU' }] = cpus()
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0)
  return `${model.trim()}, ${availableParallelism()} cores, ${gigabytes} GB, ${type()} ${release()}, Node ${process.version.slice(1)}`
}

/** Load average of the last minute. */
export const load = () => loadavg()[0].toFixed(1)

/** @param {import('./figures.mjs').report[]} lines */
export function markdown(lines) {
  const rows = lines.map((line) =>
    'skipped' in line
      ? [line.figure, `not measured: ${line.skipped}`, '', '', '', '']
      : [line.figure, result(line), line.against, peers(line), goal(line), met(line)],
  )
  const head = ['figure', 'result (spread)', 'against', 'others, in the same rounds', 'goal', 'met']
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n')
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function number(value, { unit = '', digits = 2 }) {
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return unit === 'x' ? `${text}x` : unit === '' ? text : `${text} ${unit}`
}

function result({ value, spread, ...format }) {
  if (spread === undefined) return number(value, format)
  const [low, high] = spread.map((end) => number(end, { ...format, unit: '' }))
  return `${number(value, format)} (${low} to ${high})`
}

function peers({ peers = {}, ...format }) {
  return Object.entries(peers)
    .map(([name, value]) => `${name} ${number(value, format)}`)
    .join(', ')
}

function goal({ goal: wanted, atLeast = false, ...format }) {
  return wanted === undefined ? '' : `${atLeast ? '≥' : '≤'} ${number(wanted, format)}`
}

// As printed: a reader who compares the two columns has to come to the same verdict.
function met({ value, goal: wanted, atLeast = false, digits = 2 }) {
  if (wanted === undefined) return ''
  const shown = Number(value.toFixed(digits))
  return (atLeast ? shown >= wanted : shown <= wanted) ? 'yes' : '**no**'
}
