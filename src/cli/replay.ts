import { createSigner } from 'hookstamp/signing'
import type { Command } from './command.js'
import { chooseDialect } from './dialects.js'
import { exitCodes, misused } from './exit.js'
import { readText } from './files.js'
import { generateId } from './generate-id.js'
import type { HeaderList } from './message-input.js'
import { describePosted, isDelivered, posting, withoutFraming } from './post.js'
import { parseRecording, type Recorded } from './recording.js'
import { schemeFor } from './schemes.js'
import { dialectOf } from './recognise.js'
import { readSecret, secretOptions } from './secret-input.js'
import { plain, print, printJson } from './terminal.js'

export const command: Command = {
  usage: 'replay <file> <url> [options]',
  about:
    'Sends what listen recorded once more, in its order, byte for byte. With a secret each request is signed again: ' +
    'needed where a time is signed, and where the proof is a token, which recordings do not hold.',
  options: {
    ...secretOptions,
    dialect: { value: 'dialect', short: 'd', help: 'whose schemes sign (the one that recognised it)' },
    scheme: {
      value: 'scheme',
      short: 's',
      help: 'which scheme of the dialect signs (the first that takes the secret)',
    },
    only: { value: 'event', multiple: true, help: 'only this type of event; may be repeated' },
    timeout: { value: 'seconds', help: 'for each request (15)' },
  },
  examples: [
    'hookstamp replay hooks.jsonl http://localhost:3000/',
    'HOOKSTAMP_SECRET=s3cret hookstamp replay hooks.jsonl http://localhost:3000/ --only build.finished',
  ],
  run: async (args) => {
    const [file, url, ...more] = args.positionals
    if (file === undefined || url === undefined || more.length > 0)
      throw misused('Expected a file and a URL.')
    const post = posting(url, (args.integer('timeout', 1) ?? 15) * 1000)
    const only = new Set(args.list('only'))
    const all = parseRecording(await readText(file), file)
    const chosen = all.filter(({ type }) => only.size === 0 || (type !== undefined && only.has(type)))
    if (chosen.length === 0) throw misused(`${file} holds no such request (of ${all.length}).`)
    const secret = await readSecret(args)
    let undelivered = 0
    for (const recorded of chosen) {
      const body = Buffer.from(recorded.body, 'base64')
      const signed =
        secret === undefined
          ? recorded.headers
          : await signAgain(recorded, body, secret, args.text('dialect'), args.text('scheme'))
      const posted = await post({ headers: withoutFraming(signed), body })
      if (!isDelivered(posted)) undelivered += 1
      if (args.json) printJson({ type: recorded.type, ...posted })
      else print(`${plain(recorded.type ?? 'unknown event')}  ${describePosted(posted)}`)
    }
    return undelivered === 0 ? exitCodes.done : exitCodes.no
  },
}

async function signAgain(
  { headers }: Recorded,
  body: Uint8Array,
  secret: string,
  wantedDialect: string | undefined,
  wantedScheme: string | undefined,
): Promise<HeaderList> {
  const dialect =
    wantedDialect === undefined ? await dialectOf(headers) : (await chooseDialect(wantedDialect)).dialect
  if (dialect === undefined)
    throw misused('No dialect knows a recorded request: say whose it is by --dialect.')
  const [, scheme] = schemeFor(dialect, wantedScheme, secret)
  const id = headers.find(([header]) => /(^|-)id$/i.test(header) && scheme.headers.includes(header))?.[1]
  const proof = await createSigner(scheme, { secrets: [secret] }).sign({ id: id ?? generateId(), body })
  const proofs = new Set(
    Object.values(dialect.schemes).flatMap((each) => each.headers.map((h) => h.toLowerCase())),
  )
  return [...headers.filter(([header]) => !proofs.has(header.toLowerCase())), ...Object.entries(proof)]
}
