import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../adapters/contract.js'
import { listen } from '../adapters/listen.js'
import { authority, key, trusted } from '../transports/certificates.js'
import { program } from './run.js'

const { run, json, file } = program()

/** How far the receiver's clock is off, in seconds; `undefined` sends no Date. */
let skewSeconds: number | undefined = 0
let status = 401
let app: App
let secure: App
const answer: Parameters<typeof createServer>[1] = (_request, response) => {
  response.sendDate = false
  if (skewSeconds !== undefined) {
    response.setHeader('Date', new Date(Date.now() + skewSeconds * 1000).toUTCString())
  }
  response.writeHead(status).end()
}
beforeAll(async () => {
  app = await listen(createServer(answer))
  const tls = await listen(createSecureServer({ key, cert: trusted }, answer))
  secure = { ...tls, url: tls.url.replace('http:', 'https:') }
})
afterAll(async () => {
  await app.close()
  await secure.close()
})

const allowing = ({ url }: App): string[] => ['--allow', '127.0.0.1', '--port', new URL(url).port]

describe('doctor', () => {
  it.each([
    ['http', 'http://example.com/', 'url-not-https'],
    ['another port', 'https://example.com:8443/', 'url-port-refused'],
    ['an address inside', 'https://127.0.0.1/', 'address-not-public'],
    ['the same, spelled otherwise', 'https://0x7f.1/', 'address-not-public'],
    ['what is no URL', 'example.com', 'url-invalid'],
  ])('refuses %s as the egress guard does', async (_what, url, code) => {
    expect(await json(['doctor', url])).toMatchObject([{ name: 'url', state: 'bad', code }])
    const { code: exitCode, out } = await run(['doctor', url])
    expect([exitCode, out]).toEqual([1, expect.stringMatching(/^FAIL {2}url {2}\S/)])
  })

  it('is content with a receiver that is reached and refuses', async () => {
    ;[skewSeconds, status] = [0, 401]
    const { code, out } = await run(['doctor', app.url, '--allow-http', ...allowing(app)])
    expect(code).toBe(0)
    expect(out).toMatch(
      /^ok +url +may be delivered to\nok +address .*\nok +answer +401 in \d+ ms.*\nok +clock +the same as here\n$/,
    )
  })

  it.each([
    [120, 'warning', /^1(19|20) s ahead of/],
    [-3600, 'bad', /^36\d\d s behind this machine: signed times would be refused$/],
    [undefined, 'warning', /no Date/],
  ])('judges a clock that is %s s off', async (skew, state, message) => {
    ;[skewSeconds, status] = [skew, 204]
    const checks = await json(['doctor', app.url, '--allow-http', ...allowing(app)])
    expect(checks).toContainEqual({ name: 'clock', state, message: expect.stringMatching(message) as string })
  })

  it.each([
    [302, 1, 'bad'],
    [503, 0, 'warning'],
  ])('judges an answer of %i', async (answered, exitCode, state) => {
    ;[skewSeconds, status] = [0, answered]
    const args = ['doctor', app.url, '--allow-http', ...allowing(app)]
    expect((await run(args)).code).toBe(exitCode)
    expect(await json(args)).toContainEqual(expect.objectContaining({ name: 'answer', state }))
  })

  it('looks at the certificate', async () => {
    ;[skewSeconds, status] = [0, 204]
    const args = ['doctor', secure.url, ...allowing(secure)]
    expect(await json(args)).toContainEqual(
      expect.objectContaining({ name: 'tls', state: 'bad', code: 'tls-failed' }),
    )
    const checks = await json([...args, '--ca', file('ca.pem', authority)])
    expect(checks).toContainEqual({
      name: 'tls',
      state: 'good',
      message: expect.stringMatching(
        /^TLSv1\.3, valid for \d{5} more days, issued by hookstamp test authority$/,
      ) as string,
    })
  })

  it('says when nobody is there', async () => {
    const gone = await listen(createServer())
    await gone.close()
    const checks = await json(['doctor', gone.url, '--allow-http', ...allowing(gone)])
    expect(checks).toContainEqual(
      expect.objectContaining({ name: 'answer', state: 'bad', code: 'connect-failed' }),
    )
  })
})
