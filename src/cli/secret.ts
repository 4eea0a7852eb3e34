import { writeFile } from 'node:fs/promises'
import { generateKeyPair, generateSecret } from 'hookstamp/signing'
import type { Command } from './command.js'
import { exitCodes, failed } from './exit.js'
import { note, print, printJson } from './terminal.js'

export const command: Command = {
  usage: 'secret [options]',
  about:
    'Makes a secret of 32 random bytes, whsec_…, good for every scheme that signs; or an ed25519 pair for ' +
    'standard-webhooks: whsk_… for the sender alone, whpk_… for every receiver.',
  options: {
    pair: { help: 'a key pair' },
    out: {
      value: 'file',
      help: 'write the secret (of a pair, the private key) to a new file that only you can read',
    },
  },
  examples: [
    'hookstamp secret',
    'hookstamp secret --out webhook.secret',
    'hookstamp secret --pair --out private.key',
  ],
  run: async (args) => {
    const pair = args.flag('pair') ? await generateKeyPair() : undefined
    const secret = pair?.privateKey ?? generateSecret()
    const file = args.text('out')
    if (file !== undefined) await writeSecret(file, secret)
    const shown = {
      ...(file === undefined && { [pair === undefined ? 'secret' : 'privateKey']: secret }),
      ...(pair !== undefined && { publicKey: pair.publicKey }),
    }
    if (args.json) printJson(shown)
    else for (const value of Object.values(shown)) print(value)
    if (file !== undefined) note(`Written to ${file}.`)
    return exitCodes.done
  },
}

async function writeSecret(file: string, secret: string): Promise<void> {
  try {
    // `wx`: whoever still needs the old secret would not get it back.
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw failed(
      code === 'EEXIST' ? `${file} exists already.` : `${file} cannot be written (${code ?? 'unknown'}).`,
    )
  }
}
