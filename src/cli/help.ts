/** Help, from the same data that the command line is read by. */
import { commonOptions } from './arguments.js'
import type { Command } from './command.js'
import type { OptionSpecs } from './option.js'
import { paint, table } from './terminal.js'

/** Command → one line about it, in the order of help. */
export type Summaries = Readonly<Record<string, string>>

export function helpOfAll(summaries: Summaries): string {
  const rows = Object.entries(summaries).map(([name, summary]) => [`  ${name}`, summary])
  return [
    `${paint('bold', 'hookstamp')}: emit, deliver, verify and type signed webhooks.`,
    `${title('Usage')}\n  hookstamp <command> [options]`,
    `${title('Commands')}\n${table(rows)}`,
    'Help of a command: hookstamp <command> --help',
    `${title('Secrets')} come from the variable HOOKSTAMP_SECRET, or from --secret-env or --secret-file.`,
    `${title('Exit codes')}  0 done · 1 not verified, not delivered, a check failed · 2 called wrongly · 3 could not be done`,
  ].join('\n\n')
}

export function helpOf(command: Command): string {
  return [
    wrap(command.about),
    `${title('Usage')}\n  hookstamp ${command.usage}`,
    `${title('Options')}\n${table(optionRows({ ...command.options, ...commonOptions }))}`,
    `${title('Examples')}\n${command.examples.map((example) => `  ${example}`).join('\n')}`,
  ].join('\n\n')
}

/** Lines of at most 100 characters: terminals break words. */
function wrap(text: string): string {
  return text.replaceAll(/(.{1,100})(?: |$)/g, '$1\n').trimEnd()
}

function title(text: string): string {
  return paint('bold', text)
}

function optionRows(options: OptionSpecs): string[][] {
  return Object.entries(options).map(([name, { value, short, help }]) => [
    `  ${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`,
    help,
  ])
}
