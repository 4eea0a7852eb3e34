/** A secret is given everywhere one can be given, everything that can go wrong goes wrong, and the secret turns up nowhere. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { createDispatcher, createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import {
  createSigner,
  createVerifier,
  hmacHex,
  sharedToken,
  standardWebhooks,
  timestampedHmac,
  type SigningScheme,
} from 'hookstamp/signing'
import { memoryStore } from 'hookstamp/stores/memory'
import { signedRequest } from 'hookstamp/testing'
import { httpTransport } from 'hookstamp/transports/http'

const CANARY = 'canary-secret-value'

/** Everything of a value that a log, a JSON or a debugger would show. */
function shown(value: unknown): string {
  const error = value instanceof Error ? `${value.message} ${value.stack} ${shown(value.cause)}` : ''
  return `${JSON.stringify(value)} ${inspect(value, { depth: 20 })} ${error}`
}

const opened: (() => unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

describe('signing', () => {
  const schemes: readonly SigningScheme[] = [
    hmacHex({ header: 'X-Sig' }),
    sharedToken({ header: 'X-Token' }),
    standardWebhooks(),
    timestampedHmac({ header: 'X-Time' }),
  ]
  // Malformed in some scheme each, and each with the canary inside.
  const secrets = [
    CANARY,
    `whsec_${CANARY}`,
    `whsk_${CANARY}`,
    `whpk_${CANARY}`,
    `${CANARY}\n`,
    ` ${CANARY}ü`,
  ]

  test('a refused secret is not repeated', () => {
    const refusals: unknown[] = []
    for (const scheme of schemes) {
      for (const secret of secrets) {
        for (const make of [createSigner, createVerifier]) {
          try {
            make(scheme, { secrets: [secret] })
          } catch (error) {
            refusals.push(error)
          }
          refusals.push(
            make(scheme, { secrets: [secret, `whsec_${'A'.repeat(43)}=`], malformedSecrets: 'skip' }).skipped,
          )
        }
      }
    }
    expect(refusals.length).toBeGreaterThan(schemes.length * secrets.length)
    for (const refusal of refusals) expect(shown(refusal)).not.toContain(CANARY)
  })

  test('signer, verifier and verdicts show none', async () => {
    for (const scheme of schemes.filter(({ name }) => name !== 'standard-webhooks')) {
      const body = new TextEncoder().encode('{}')
      const signer = createSigner(scheme, { secrets: [CANARY] })
      const verifier = createVerifier(scheme, { secrets: [CANARY] })
      const headers = await signer.sign({ id: 'e1', body })
      const forged = { ...headers, 'X-Token': 'another', 'X-Sig': `sha256=${'0'.repeat(64)}` }
      const seen = [
        signer,
        verifier,
        await verifier.verify({ headers: {}, body }),
        await verifier.verify({ headers: forged, body }),
      ]
      expect(shown(seen)).not.toContain(CANARY)
    }
  })
})

describe('receiving', () => {
  test('no answer, outcome or error shows the secret or a signature by it', async () => {
    const errors: unknown[] = []
    const receiver = createReceiver({ dialect: djinn, secrets: [CANARY] })
      .on('cron', () => {
        throw new Error('handler')
      })
      .onError((error, context) => errors.push(error, context.event?.type))
    const server = createServer(endpoint(receiver))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    opened.push(() => server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const good = await signedRequest(djinn, fixture('cron'), { secret: CANARY })
    const signature = good.headers['X-Djinn-CI-Signature'] as string
    const post = async (headers: Record<string, string>, body: Uint8Array): Promise<string> => {
      const answer = await fetch(url, { method: 'POST', headers, body })
      return `${answer.status} ${await answer.text()} ${JSON.stringify([...answer.headers])}`
    }
    const { 'Content-Length': _length, ...headers } = good.headers
    const answers = [
      await post(headers, good.body),
      await post(headers, good.body.subarray(1)),
      await post({ ...headers, 'X-Djinn-CI-Signature': 'sha256=00' }, good.body),
      await post({}, good.body),
      await fetch(url).then((answer) => answer.text()),
    ]
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['500', '401', '401', '401', '{"e'])
    expect(errors.length).toBeGreaterThanOrEqual(answers.length)
    for (const text of [...answers, shown(errors), shown(receiver)]) {
      expect(text).not.toContain(CANARY)
      expect(text).not.toContain(signature.slice('sha256='.length))
    }
  })
})

describe('delivering', () => {
  test('no record, change or error shows the secret, whatever the receiver answers', async () => {
    const server = createServer((req, res) => {
      // An echo, and one that knows the secret: it is shared, after all.
      res.writeHead(500, { 'X-Echo': req.headers['x-djinn-ci-signature'], 'X-Leak': CANARY })
      res.end(`${CANARY} ${JSON.stringify(req.headers)}`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    opened.push(() => server.close())
    const changes: unknown[] = []
    const store = memoryStore()
    const transport = httpTransport({ egress: { allowHttp: true, allow: ['127.0.0.1'], ports: 'any' } })
    opened.push(() => transport.close())
    const dispatcher = createDispatcher({
      dialect: djinn,
      store,
      transport,
      retry: { delaysMs: [] },
      observe: (change) => changes.push(change),
    })
    const namespace = await store.namespaces.create({ name: 'acme', user: { id: 1, username: 'me' } })
    const payloadUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await store.webhooks.create({
      namespaceId: namespace.id,
      payloadUrl,
      secret: CANARY,
      headers: { 'X-Key': `${CANARY}-header` },
      auth: { username: 'me', password: `${CANARY}-password` },
    })
    await store.webhooks.create({
      namespaceId: namespace.id,
      payloadUrl: 'http://127.0.0.2:1/',
      secret: CANARY,
    })
    const { type, payload } = fixture('cron')
    const { deliveryIds } = await dispatcher.emit(type, payload, { namespaceId: namespace.id })
    await dispatcher.drain()
    const records = await Promise.all(deliveryIds.map((id) => dispatcher.deliveries.attempts(id)))
    expect(records.map(([attempt]) => attempt?.outcome)).toEqual(['failed', 'failed'])
    const bodies = records.map(([attempt]) => new TextDecoder().decode(attempt?.response?.body))
    expect(bodies[0]).toContain('[redacted]')
    const seen = [records, changes, dispatcher, await store.webhooks.list(namespace.id), ...bodies]
    for (const one of seen) expect(shown(one)).not.toContain(CANARY)
    const basic = Buffer.from(`me:${CANARY}-password`).toString('base64')
    for (const one of seen) expect(shown(one)).not.toContain(basic)
    expect(shown(records)).not.toMatch(/sha256=[0-9a-f]/)
    await dispatcher.rotateSecret(1, { secret: `${CANARY}-new` })
    expect(shown(changes) + shown(await dispatcher.health())).not.toContain(CANARY)
  })
})
