#!/usr/bin/env node
/** `npx hookstamp`: the public doors on the command line. */
import { readFileSync } from 'node:fs'
import { isHookstampError, type HookstampError } from 'hookstamp'
import { parseArguments } from './arguments.js'
import { isCommand, loadCommand, summaries } from './commands.js'
import { CliError, exitCodes, misused } from './exit.js'
import { helpOf, helpOfAll } from './help.js'
import { note, paint, print, printJson } from './terminal.js'

async function run([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    print(helpOfAll(summaries))
    return name === undefined ? exitCodes.usage : exitCodes.done
  }
  if (name === '--version' || name === '-v') {
    print(version())
    return exitCodes.done
  }
  if (name === 'help') return run([...rest.slice(0, 1), '--help'])
  if (!isCommand(name)) {
    throw misused(`There is no command "${name}". There is: ${Object.keys(summaries).join(', ')}.`)
  }
  const command = await loadCommand(name)
  const args = parseArguments(rest, command.options)
  if (args.help) {
    print(helpOf(command))
    return exitCodes.done
  }
  return command.run(args)
}

function version(): string {
  // Two folders up both in src/cli and in dist/cli.
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { readonly version: string }).version
}

const ofUse: ReadonlySet<string> = new Set<HookstampError['code']>([
  'option-invalid',
  'secret-empty',
  'secret-malformed',
  'scheme-unknown',
  'event-unknown',
  'schema-not-exportable',
  'url-invalid',
])

function report(error: unknown, json: boolean): number {
  const code = isHookstampError(error) ? error.code : undefined
  const exitCode =
    error instanceof CliError ? error.exitCode : ofUse.has(code ?? '') ? exitCodes.usage : exitCodes.failed
  const message = error instanceof Error ? error.message : String(error)
  if (json) printJson({ error: { ...(code !== undefined && { code }), message } })
  else note(`${paint('red', 'hookstamp:')} ${message}`)
  return exitCode
}

const argv = process.argv.slice(2)
// Whoever reads a pipe may stop reading: `hookstamp events gitlab | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.done)
})
// Not process.exit(): what is still being written would be cut off.
process.exitCode = await run(argv).catch((error: unknown) => report(error, argv.includes('--json')))
