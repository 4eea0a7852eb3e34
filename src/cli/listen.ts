import { appendFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Answer, Dialect } from 'hookstamp'
import type { Arguments } from './arguments.js'
import type { Command } from './command.js'
import { chooseDialect, dialectHelp } from './dialects.js'
import { exitCodes, failed, misused } from './exit.js'
import { describeHeard, hear, type Heard, type Judging } from './heard.js'
import type { HeaderList } from './message-input.js'
import { isDelivered, posting, withoutFraming, type Posted } from './post.js'
import { dialectOf } from './recognise.js'
import { withoutSecrets, type Recorded } from './recording.js'
import { readSecret, secretOptions } from './secret-input.js'
import { serve } from './serve.js'
import { print, printJson } from './terminal.js'

export const command: Command = {
  usage: 'listen [options]',
  about:
    'Receives webhooks on this machine: verifies them if there is a secret, prints each event, answers as a receiver ' +
    'does. Whose they are is told by their headers, unless --dialect says it. Ends with Ctrl-C.',
  options: {
    port: { value: 'number', short: 'p', help: 'port to listen on (3000); 0 for any that is free' },
    host: { value: 'address', help: 'address to listen on (127.0.0.1: this machine only)' },
    dialect: { value: 'dialect', short: 'd', help: dialectHelp },
    scheme: {
      value: 'scheme',
      short: 's',
      help: 'the scheme that the secret is for (the first that takes it)',
    },
    ...secretOptions,
    validation: { value: 'view', help: 'what payloads are held to: loose (default), strict or off' },
    forward: { value: 'url', help: 'hand on what is not refused, as it came, and answer what comes back' },
    record: {
      value: 'file',
      help: 'append every request to a file, for replay; secrets in headers are left out',
    },
    count: { value: 'number', help: 'end after so many requests' },
    quiet: { short: 'q', help: 'print no payloads' },
  },
  examples: [
    'HOOKSTAMP_SECRET=s3cret hookstamp listen --port 4000',
    'hookstamp listen --secret-file token.txt --forward http://localhost:8080/hooks --record hooks.jsonl',
  ],
  run: async (args) => {
    if (args.positionals.length > 0) throw misused(`listen takes options only, got "${args.positionals[0]}".`)
    const name = args.text('dialect')
    const dialect = name === undefined ? undefined : (await chooseDialect(name)).dialect
    const judging: Judging = {
      secret: await readSecret(args),
      scheme: args.text('scheme'),
      validation: args.oneOf('validation', ['loose', 'strict', 'off']),
    }
    const [forwardTo, record] = [args.text('forward'), args.text('record')]
    const forward = forwardTo === undefined ? undefined : posting(forwardTo)
    // Now rather than with the first request: a folder that is not there is found out at once.
    if (record !== undefined) await append(record, '')

    const settings = {
      host: args.text('host') ?? '127.0.0.1',
      port: args.integer('port', 0) ?? 3000,
      count: args.integer('count', 1) ?? Infinity,
    }
    await serve(settings, async (request, body) => {
      const headers = pairs(request.rawHeaders)
      const sender = dialect ?? (await dialectOf(headers))
      const { heard, answer } = await hear(sender, request.method, headers, body, judging)
      if (record !== undefined) await append(record, lineOf(request, headers, body, heard, sender))
      const posted =
        forward !== undefined && answer.status < 400
          ? await forward({ headers: withoutFraming(headers), body })
          : undefined
      const final = posted === undefined ? answer : answerOf(posted)
      tell(args, heard, final.status, posted)
      return final
    })
    return exitCodes.done
  },
}

function tell(args: Arguments, heard: Heard, status: number, posted: Posted | undefined): void {
  if (args.json) return printJson({ ...heard, status, ...(posted !== undefined && { forwarded: posted }) })
  print(describeHeard(heard, status, args.flag('quiet')))
  if (posted !== undefined && !isDelivered(posted)) {
    print(`  forwarded: ${posted.error ?? `answered ${posted.status}`}`)
  }
}

function lineOf(
  { url = '/' }: IncomingMessage,
  headers: HeaderList,
  body: Uint8Array,
  { type }: Heard,
  dialect: Dialect | undefined,
): string {
  const tokens = Object.values(dialect?.schemes ?? {}).filter(({ strength }) => strength === 'token')
  const names = tokens.flatMap((scheme) => scheme.headers)
  const recorded: Recorded = {
    receivedAt: new Date().toISOString(),
    path: url,
    headers: withoutSecrets(headers, names),
    ...(dialect !== undefined && { dialect: dialect.name }),
    ...(type !== undefined && { type }),
    body: Buffer.from(body).toString('base64'),
  }
  return `${JSON.stringify(recorded)}\n`
}

async function append(file: string, text: string): Promise<void> {
  try {
    await appendFile(file, text, { mode: 0o600 })
  } catch (error) {
    throw failed(`${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`)
  }
}

function answerOf({ status = 502, headers = {}, body = '' }: Posted): Answer {
  const type = headers['content-type']
  return { status, headers: type === undefined ? {} : { 'Content-Type': type }, body }
}

function pairs(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] as string] as const] : []))
}
