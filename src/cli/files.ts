/** Files and standard input, with errors that name them. */
import { readFile } from 'node:fs/promises'
import { failed, misused } from './exit.js'

/** The bytes of a file; of standard input for `-`. */
export async function readBytes(path: string): Promise<Uint8Array> {
  if (path === '-') return readStdin()
  try {
    return await readFile(path)
  } catch (error) {
    throw failed(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`)
  }
}

export async function readText(path: string): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readBytes(path))
}

export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(path)) as unknown
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw misused(`${path === '-' ? 'Standard input' : path} is not JSON: ${error.message}.`)
  }
}

async function readStdin(): Promise<Uint8Array> {
  if (process.stdin.isTTY) throw misused('Nothing is piped in: name a file, or pipe the body.')
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
