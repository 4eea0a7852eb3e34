import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createReceiver, type WebhookOf } from 'hookstamp'
import { endpoint, verify } from 'hookstamp/adapters/node'
import { acme, paid, secret } from '../receiver/acme.js'
import { adapterContract, summary } from './contract.js'
import { head, open } from './client.js'
import { listen } from './listen.js'

/** What any body parser does to a request. */
async function parseJson(req: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  Object.assign(req, { body: JSON.parse(Buffer.concat(chunks).toString()) as unknown })
}

adapterContract('adapters/node', {
  start: (receiver) => {
    const receive = endpoint(receiver)
    const verified = verify(receiver)
    return listen(
      createServer(async (req, res) => {
        if (req.url === '/endpoint') return receive(req, res)
        if (req.url === '/verify') {
          const event = await verified(req, res)
          if (event !== undefined) res.end(summary(event))
          return undefined
        }
        await parseJson(req)
        return receive(req, res)
      }),
    )
  },
  afterParser: /before any body parser.*express\.json.*rawBody: true.*bodyParser: false/,
})

describe('adapters/node', () => {
  const receiver = createReceiver({ dialect: acme, secrets: [secret] })

  it('hands the event on as req.webhook, as result and to next', async () => {
    const seen: unknown[] = []
    const verified = verify(receiver)
    const app = await listen(
      createServer(async (req: IncomingMessage & { webhook?: WebhookOf<typeof receiver> }, res) => {
        const event = await verified(req, res, () => seen.push('next'))
        seen.push(event === req.webhook, req.webhook?.dialect)
        res.end()
      }),
    )
    await fetch(app.url, paid)
    await app.close()
    expect(seen).toEqual(['next', true, 'acme'])
  })

  it.each([
    ['rawBody', { rawBody: Buffer.from(paid.body) }],
    ['body as bytes', { body: Buffer.from(paid.body), readableDidRead: true }],
  ])('takes the bytes that a parser has kept as %s', async (_name, kept) => {
    const codes: number[] = []
    const app = await listen(
      createServer(async (req, res) => {
        for (const [name, value] of Object.entries(kept)) Object.defineProperty(req, name, { value })
        await endpoint(receiver)(req, res)
        codes.push(res.statusCode)
      }),
    )
    await fetch(app.url, paid)
    await app.close()
    expect(codes).toEqual([204])
  })

  it('reads a stream that nothing has read, whatever `body` claims', async () => {
    // Express 4 sets `req.body = {}` for content types that its parser ignores.
    const app = await listen(
      createServer((req, res) => {
        Object.assign(req, { body: {} })
        void endpoint(receiver)(req, res)
      }),
    )
    expect((await fetch(app.url, paid)).status).toBe(204)
    await app.close()
  })

  it('refuses a stream that was set to text', async () => {
    const codes: string[] = []
    const listening = createReceiver({ dialect: acme, secrets: [secret] }).onError((error) =>
      codes.push(error.code),
    )
    const app = await listen(
      createServer((req, res) => {
        req.setEncoding('utf8')
        void endpoint(listening)(req, res)
      }),
    )
    expect((await fetch(app.url, paid)).status).toBe(500)
    await app.close()
    expect(codes).toEqual(['body-consumed'])
  })

  it('does not wait for a sender that has gone before it is asked', async () => {
    const codes: string[] = []
    const listening = createReceiver({ dialect: acme, secrets: [secret] }).onError(({ code }) =>
      codes.push(code),
    )
    let received = (): void => undefined
    const done = new Promise<void>((resolve) => (received = resolve))
    const app = await listen(
      createServer((req, res) => {
        req.on('close', () => void endpoint(listening)(req, res).then(received))
        req.destroy()
      }),
    )
    const connection = open(app.url)
    connection.send(head('POST', '/', paid.headers))
    await done
    await app.close()
    expect(codes).toEqual(['body-truncated'])
  })

  it('keeps quiet when the sender has gone while a handler ran', async () => {
    let finish = (): void => undefined
    const gone = new Promise<void>((resolve) => (finish = resolve))
    let received = (): void => undefined
    const done = new Promise<void>((resolve) => (received = resolve))
    const slow = createReceiver({ dialect: acme, secrets: [secret] }).onAny(() => gone)
    const app = await listen(
      createServer((req, res) => {
        res.on('close', finish)
        req.on('end', () => req.socket.destroy())
        void endpoint(slow)(req, res).then(received)
      }),
    )
    const connection = open(app.url)
    connection.send(head('POST', '/', paid.headers), paid.body)
    await done
    await app.close()
  })

  it('leaves a response alone that something else has begun', async () => {
    const app = await listen(
      createServer(async (req, res: ServerResponse) => {
        res.writeHead(202).flushHeaders()
        await endpoint(receiver)(req, res)
        res.end('mine')
      }),
    )
    const response = await fetch(app.url, paid)
    expect([response.status, await response.text()]).toEqual([202, 'mine'])
    await app.close()
  })

  it('gives the secrets function the URL before any mount path was cut off', async () => {
    const urls: unknown[] = []
    const tenants = createReceiver({
      dialect: acme,
      secrets: ({ url }, req: IncomingMessage) => {
        urls.push(url, req.url)
        return [secret]
      },
    })
    const app = await listen(
      createServer((req, res) => {
        Object.assign(req, { originalUrl: req.url, url: '/' })
        void endpoint(tenants)(req, res)
      }),
    )
    await fetch(`${app.url}/tenants/7`, paid)
    await app.close()
    expect(urls).toEqual(['/tenants/7', '/'])
  })
})
