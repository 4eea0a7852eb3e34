import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createReceiver } from 'hookstamp'
import { endpoint, verify, type LambdaEvent, type LambdaResult } from 'hookstamp/adapters/lambda'
import { acme, paid, secret } from '../receiver/acme.js'
import { adapterContract, summary } from './contract.js'
import { listen } from './listen.js'

const gateway = 'the gateway has read the whole body before the function is called'

adapterContract('adapters/lambda', {
  start: (receiver) =>
    // What a function URL does: reads everything, then calls with payload 2.0.
    listen(
      createServer(async (req, res) => {
        const chunks: Buffer[] = []
        for await (const chunk of req) chunks.push(chunk as Buffer)
        const event: LambdaEvent = {
          rawPath: req.url ?? '',
          headers: req.headers as Record<string, string>,
          requestContext: { http: { method: req.method ?? '' } },
          body: Buffer.concat(chunks).toString('base64'),
          isBase64Encoded: true,
        }
        let result: LambdaResult | undefined
        if (req.url === '/verify') {
          const verified = await verify(receiver)(event)
          result = verified.result ?? { statusCode: 200, headers: {}, body: summary(verified.event) }
        } else if (req.url === '/parsed') {
          result = await endpoint(receiver)({
            ...event,
            body: JSON.parse(Buffer.concat(chunks).toString()) as never,
          })
        }
        result ??= await endpoint(receiver)(event)
        res.writeHead(result.statusCode, result.headers).end(result.body)
      }),
    ),
  afterParser: 'received',
  skip: {
    'never hangs on a body that was parsed before': 'no parser runs before a function; see below',
    'does not read what it refuses by its headers': gateway,
    'refuses a body over the cap, declared': gateway,
    'refuses a chunked body at the first byte over the cap': gateway,
    'receives a body that comes after its head': gateway,
    'gives up on a body that only trickles in': gateway,
    'notices a sender that goes away in the middle of the body': gateway,
  },
})

describe('adapters/lambda', () => {
  const receiver = createReceiver({ dialect: acme, secrets: [secret] }).onError(() => undefined)
  const body = Buffer.from(paid.body).toString()
  const receive = endpoint(receiver)

  it('takes text, base64, and the headers of either payload version', async () => {
    const multiValueHeaders = Object.fromEntries(
      Object.entries(paid.headers).map(([name, value]) => [name, [value]]),
    )
    const events: LambdaEvent[] = [
      { httpMethod: 'POST', path: '/hook', headers: paid.headers, body },
      { httpMethod: 'POST', path: '/hook', headers: null, multiValueHeaders, body },
      { headers: paid.headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true },
    ]
    for (const event of events) expect((await receive(event)).statusCode).toBe(204)
  })

  it('refuses as any other: no body, no headers, the wrong method, a parsed body', async () => {
    expect((await receive({ headers: paid.headers, body: null })).statusCode).toBe(400)
    expect((await receive({ headers: null, body })).statusCode).toBe(401)
    expect(await receive({ httpMethod: 'GET' })).toMatchObject({
      statusCode: 405,
      headers: { Allow: 'POST' },
    })
    const parsed = { headers: paid.headers, body: JSON.parse(body) as never }
    expect(await receive(parsed)).toMatchObject({ statusCode: 500, body: '{"error":"body-not-bytes"}' })
  })

  it('does not choose between two proofs', async () => {
    const signature = paid.headers['x-acme-signature'] as string
    const result = await receive({ multiValueHeaders: { 'X-Acme-Signature': [signature, signature] }, body })
    expect(result).toMatchObject({ statusCode: 401, body: '{"error":"unverified","reason":"repeated"}' })
  })
})
