/** Which scheme signs: one by its own name and header, or one of a dialect. */
import type { Dialect } from 'hookstamp'
import {
  hmacHex,
  sharedToken,
  standardWebhooks,
  timestampedHmac,
  type SigningScheme,
} from 'hookstamp/signing'
import type { Arguments } from './arguments.js'
import type { OptionSpecs } from './option.js'
import { chooseDialect, dialectHelp } from './dialects.js'
import { misused } from './exit.js'

export const schemeOptions: OptionSpecs = {
  dialect: { value: 'dialect', short: 'd', help: dialectHelp },
  scheme: {
    value: 'scheme',
    short: 's',
    help: 'hmac-hex, shared-token, standard-webhooks, timestamped-hmac; with --dialect: one of its own',
  },
  'header-name': { value: 'name', help: 'the header of hmac-hex, shared-token, timestamped-hmac' },
  prefix: { value: 'text', help: 'what stands before the digits of hmac-hex (sha256=)' },
  algorithm: { value: 'name', help: 'of hmac-hex: sha256 (default) or sha512' },
  'header-prefix': { value: 'text', help: 'what the headers of standard-webhooks begin with (webhook-)' },
}

/** @throws CliError for one that does not exist, or lacks its header */
export async function schemeOf(args: Arguments, secret: string): Promise<SigningScheme> {
  const [dialect, name] = [args.text('dialect'), args.text('scheme')]
  if (dialect !== undefined) return schemeFor((await chooseDialect(dialect)).dialect, name, secret)[1]
  const header = (): string => {
    const value = args.text('header-name')
    if (value === undefined) throw misused(`--scheme ${name} needs --header-name, e.g. X-Hub-Signature-256.`)
    return value
  }
  const [prefix, headerPrefix] = [args.text('prefix'), args.text('header-prefix')]
  switch (name) {
    case 'hmac-hex': {
      const algorithm = args.oneOf('algorithm', ['sha256', 'sha512'])
      return hmacHex({ header: header(), algorithm, ...(prefix !== undefined && { prefix }) })
    }
    case 'shared-token':
      return sharedToken({ header: header() })
    case 'timestamped-hmac':
      return timestampedHmac({ header: header() })
    case 'standard-webhooks':
      return standardWebhooks(headerPrefix === undefined ? {} : { headerPrefix })
    case undefined:
      throw misused('Say how it is signed: --dialect djinn, or --scheme standard-webhooks.')
    default:
      throw misused(
        `There is no scheme "${name}". There is: hmac-hex, shared-token, standard-webhooks, timestamped-hmac.`,
      )
  }
}

/** The scheme of a dialect that a secret is for: the one that is named, else the first that takes it. */
export function schemeFor(
  { name: dialect, schemes }: Dialect,
  wanted: string | undefined,
  secret: string,
): readonly [name: string, scheme: SigningScheme] {
  const all = Object.entries(schemes)
  if (wanted === undefined) {
    const [first] = all
    if (first === undefined) throw misused(`The dialect ${dialect} has no scheme.`)
    // A secret that fits none is refused by the default one, which then says why.
    return all.find(([, scheme]) => takes(scheme, secret)) ?? first
  }
  const found = all.find(([name, scheme]) => name === wanted || scheme.name === wanted)
  if (found !== undefined) return found
  throw misused(
    `The dialect ${dialect} has no scheme "${wanted}". It has: ${Object.keys(schemes).join(', ')}.`,
  )
}

function takes(scheme: SigningScheme, secret: string): boolean {
  try {
    scheme.importSecret(secret, 'verify')
    return true
  } catch {
    return false
  }
}
