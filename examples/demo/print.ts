/** The demo's output: coloured on a terminal, plain in a pipe. */
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

const coloured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

export const paint = (style: Style, text: string): string => (coloured ? styleText(style, text) : text)

export const heading = (text: string): void => console.log(`\n${paint('bold', text)}`)

// Shared with the processes that are started from this one.
process.env['DEMO_STARTED_AT'] ??= String(Date.now())
const startedAt = Number(process.env['DEMO_STARTED_AT'])

/** One line of what happened, with the time since the start. */
export function step(style: Style, verb: string, text: string): void {
  const at = `${Date.now() - startedAt} ms`.padStart(8)
  console.log(`${paint('dim', at)}  ${paint(style, verb.padEnd(8))} ${text}`)
}

/** A table with aligned columns; `styleOf` colours the cells of a row. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  styleOf: (row: readonly string[]) => Style,
): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  console.log(`  ${paint('dim', line(head))}`)
  for (const row of rows) console.log(`  ${paint(styleOf(row), line(row))}`)
}
