/**
 * Writes what is derived from schemas: `npm run generate`. With `--check` it writes nothing and fails if a file on
 * disk is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import * as djinn from '../src/dialects/djinn/schemas.js'
import { renderPayloads, type SchemasModule } from './generate-payloads.js'

const dialects: readonly (readonly [folder: string, name: string, schemas: SchemasModule])[] = [
  ['djinn', 'Djinn', djinn],
]

/** Path → text of every generated file. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const [folder, name, schemas] of dialects) {
    const path = fileURLToPath(new URL(`../src/dialects/${folder}/payloads.ts`, import.meta.url))
    const source = readFileSync(new URL(`../src/dialects/${folder}/schemas.ts`, import.meta.url), 'utf8')
    const text = renderPayloads(name, schemas, source)
    files.set(path, await format(text, { ...(await resolveConfig(path)), parser: 'typescript' }))
  }
  return files
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await generated()) {
    if (!process.argv.includes('--check')) writeFileSync(path, text)
    else if (readFileSync(path, 'utf8') !== text) {
      console.error(`${path} is not what its schemas say. Run: npm run generate`)
      process.exitCode = 1
    }
  }
}
