/** Every option is told of on its page, and every option that a page lists exists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesBelow, root } from '../architecture/source.js'
import { publicOptions } from './public-options.js'

/** Options → the page that tells of them. */
const pageOf: Readonly<Record<string, string>> = {
  'hookstamp parseEvent()': 'writing-a-dialect.md',
  'hookstamp DialectDefinition': 'own-events.md',
  'hookstamp DispatcherOptions': 'sending.md',
  'hookstamp StopOptions': 'sending.md',
  'hookstamp EmitManyOptions': 'sending.md',
  'hookstamp EmitOptions': 'sending.md',
  'hookstamp HealthPolicy': 'sending.md',
  'hookstamp ReplayOptions': 'sending.md',
  'hookstamp ReplayQuery': 'sending.md',
  'hookstamp Retention': 'sending.md',
  'hookstamp RetryPolicy': 'sending.md',
  'hookstamp RotateSecretOptions': 'sending.md',
  'hookstamp DeliveryQuery': 'sending.md',
  'hookstamp NewNamespace': 'sending.md',
  'hookstamp NewWebhook': 'sending.md',
  'hookstamp ReceiverOptions': 'receiving.md',
  'hookstamp InboxOptions': 'receiving.md',
  'hookstamp/signing firstPresent()': 'signing.md',
  'hookstamp/signing GenerateOptions': 'signing.md',
  'hookstamp/signing HmacHexOptions': 'signing.md',
  'hookstamp/signing SharedTokenOptions': 'signing.md',
  'hookstamp/signing StandardWebhooksOptions': 'signing.md',
  'hookstamp/signing TimestampedHmacOptions': 'signing.md',
  'hookstamp/signing SetSignerOptions': 'signing.md',
  'hookstamp/signing SignerOptions': 'signing.md',
  'hookstamp/signing SetVerifierOptions': 'signing.md',
  'hookstamp/signing VerifierOptions': 'signing.md',
  'hookstamp/dialects/gitlab ForgeOptions': 'gitlab.md',
  'hookstamp/transports/http EgressPolicy': 'egress.md',
  'hookstamp/transports/http HttpTransportOptions': 'egress.md',
  'hookstamp/transports/fetch FetchTransportOptions': 'egress.md',
  'hookstamp/transports/memory memoryTransport()': 'testing.md',
  'hookstamp/stores/memory MemoryStoreOptions': 'sending.md',
  'hookstamp/stores/sqlite SqliteStoreOptions': 'durable.md',
  'hookstamp/stores/copy CopyStoreOptions': 'durable.md',
  'hookstamp/stores/encrypted AesSecretBoxOptions': 'sending.md',
  'hookstamp/stores/postgres PostgresStoreOptions': 'durable.md',
  'hookstamp/queues/sqlite SqliteQueueOptions': 'durable.md',
  'hookstamp/queues/pg-boss PgBossQueueOptions': 'durable.md',
  'hookstamp/queues/bullmq BullmqQueueOptions': 'durable.md',
  'hookstamp/guards/memory MemoryGuardOptions': 'receiving.md',
  'hookstamp/guards/sqlite SqliteGuardOptions': 'receiving.md',
  'hookstamp/guards/postgres PostgresGuardOptions': 'receiving.md',
  'hookstamp/guards/redis RedisGuardOptions': 'receiving.md',
  'hookstamp/observers/opentelemetry OpenTelemetryOptions': 'sending.md',
  'hookstamp/schema ExportOptions': 'schema.md',
  'hookstamp/schema AsyncApiOptions': 'schema.md',
  'hookstamp/schema JsonSchemaOptions': 'schema.md',
  'hookstamp/schema OpenApiOptions': 'schema.md',
  'hookstamp/management ManagementClientOptions': 'management.md',
  'hookstamp/management OpenApiOptions': 'management.md',
  'hookstamp/management ManagementOptions': 'management.md',
  'hookstamp/testing GuardContractOptions': 'testing.md',
  'hookstamp/testing QueueContractOptions': 'testing.md',
  'hookstamp/testing SchemeContractOptions': 'testing.md',
  'hookstamp/testing SignedRequestOptions': 'testing.md',
  'hookstamp/testing StoreContractOptions': 'testing.md',
  'hookstamp/testing TransportContractOptions': 'testing.md',
}

/** Options without a page, each with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  'hookstamp/queues/memory MemoryQueueOptions': 'a clock, which whoever makes the dispatcher gives for it',
}

/** Options that pages need not tell of, each with the reason. */
const everywhere: Readonly<Record<string, string>> = {
  clock: 'the same everywhere, for tests: testing.md',
  random: 'the same everywhere, for tests',
}

const options = publicOptions()
const textOf = (page: string): string => readFileSync(join(root, 'docs', page), 'utf8')

/** Everything on a page that is code, inline or in a block. */
function codeOn(page: string): string {
  const text = textOf(page)
  const blocks = [...text.matchAll(/^ *(```+)\w*\n([\s\S]*?)^ *\1/gm)].map(([, , code]) => code)
  const inline = text.replace(/^ *(```+)[\s\S]*?^ *\1/gm, '').match(/`[^`\n]+`/g) ?? []
  return [...blocks, ...inline].join('\n')
}

/** What the tables of a page list in a column `option`. The program's options (`--port`) are held to it by test/cli. */
function listedOn(page: string): string[] {
  const rows = textOf(page).split('\n')
  let inTable = false
  return rows.flatMap((row) => {
    if (/^\| *option\b/.test(row)) inTable = true
    else if (!row.startsWith('|')) inTable = false
    const [, cell = ''] = inTable ? row.split('|') : []
    return [...cell.matchAll(/`([A-Za-z]\w*)`/g)].map(([, name]) => name as string)
  })
}

describe('options', () => {
  test('that are public are found, and the lists above name no others', () => {
    const known = [...Object.keys(pageOf), ...Object.keys(exceptions)]
    expect([...options.keys()].filter((name) => !known.includes(name))).toEqual([])
    expect(known.filter((name) => !options.has(name))).toEqual([])
  })

  test.each(Object.entries(pageOf))('%s are told of in docs/%s', (name, page) => {
    const code = codeOn(page)
    const missing = (options.get(name) ?? []).filter(
      (option) => !Object.hasOwn(everywhere, option) && !new RegExp(`\\b${option}\\b`).test(code),
    )
    expect(missing).toEqual([])
  })

  const pages = filesBelow('docs', '.md').filter((path) => !path.startsWith('docs/api/'))
  test.each(pages.map((path) => path.slice('docs/'.length)))('that docs/%s lists exist', (page) => {
    const existing = new Set(
      Object.entries(pageOf)
        .filter(([, told]) => told === page)
        .flatMap(([name]) => options.get(name) ?? []),
    )
    // The page of one contract lists what testing.md only names.
    if (page.startsWith('writing-'))
      for (const names of options.values()) names.forEach((name) => existing.add(name))
    expect(listedOn(page).filter((name) => !existing.has(name))).toEqual([])
  })
})
