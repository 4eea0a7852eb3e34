/**
 * Writes what is derived from schemas: `npm run generate`. With `--check` it writes nothing and fails if a file on
 * disk is not what would be written.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import * as djinn from '../src/dialects/djinn/schemas.js'
import * as forge from '../src/dialects/forge/schemas.js'
import * as gitlabSystem from '../src/dialects/gitlab-system/schemas.js'
import { renderPayloads, type SchemasModule, type SharedSchemas } from './generate-payloads.js'

const ofForge: SharedSchemas = { from: '../forge/payloads.js', schemas: forge }

const dialects: readonly (readonly [
  folder: string,
  name: string,
  schemas: SchemasModule,
  shared?: SharedSchemas,
])[] = [
  ['djinn', 'Djinn', djinn],
  ['forge', 'Forge', forge],
  ['gitlab-system', 'GitlabSystem', gitlabSystem, ofForge],
]

/** Path → text of every generated file. */
export async function generated(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const [folder, name, schemas, shared] of dialects) {
    const path = fileURLToPath(new URL(`../src/dialects/${folder}/payloads.ts`, import.meta.url))
    const source = readFileSync(new URL(`../src/dialects/${folder}/schemas.ts`, import.meta.url), 'utf8')
    const text = renderPayloads(name, schemas, source, shared)
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
