/** The one place that writes: plain where nobody looks, coloured on a terminal, JSON for programs. */
import { inspect, styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

const { env, stdout, stderr } = process
const coloured = stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'

export function paint(style: Style, text: string): string {
  return coloured ? styleText(style, text) : text
}

export function print(text: string): void {
  stdout.write(`${text}\n`)
}

/** For people, where stdout belongs to a program or a pipe. */
export function note(text: string): void {
  stderr.write(`${text}\n`)
}

/** One line of JSON, or several for a whole document. */
export function printJson(value: unknown, indent = 0): void {
  print(JSON.stringify(value, null, indent))
}

/** A value from a stranger, as it is: control characters escaped, so that it cannot write on the terminal. */
export function show(value: unknown): string {
  return inspect(value, { depth: Infinity, colors: coloured, breakLength: 100, maxArrayLength: 50 })
}

/** A text from a stranger on one line. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD')
}

/** Aligned columns, two blanks between them. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)))
  }
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] as number)).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}
