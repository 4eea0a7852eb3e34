/** The getting-started pages do what they say: their blocks are run as a reader would run them. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { defineDialect } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { generateSecret, standardWebhooks } from 'hookstamp/signing'
import { recordingReceiver, signedRequest } from 'hookstamp/testing'
import * as z from 'zod'
import { root } from '../architecture/source.js'

// Inside the repository, so that `hookstamp` is the package itself, by its own name.
const folder = join(root, '.docs-check-run')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fromSource = ['--import', 'tsx', '--conditions=hookstamp-source']

/** The blocks of a page, each written to a file. */
function written(page: string, change: (code: string) => string = (code) => code): readonly string[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8')
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ''], index) => {
    const path = join(folder, `${page.replace('.md', '')}-${index + 1}.ts`)
    writeFileSync(path, change(code))
    return path
  })
}

test('getting-started-receiving.md: a signed build is printed, a stranger refused', async () => {
  const port = await freePort()
  const [path = ''] = written('getting-started-receiving.md', (code) => code.replace('3000', String(port)))
  const env = { ...process.env, DJINN_SECRET: 's3cret' }
  const child = spawn(process.execPath, [...fromSource, path], { cwd: root, env })
  const printed = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const complained = createInterface({ input: child.stderr })[Symbol.asyncIterator]()
  try {
    const event = fixture('build.finished', { status: 'failed' })
    const request = await signedRequest(djinn, event, { secret: 's3cret' })
    expect(await statusOf(port, request)).toBe(204)
    expect((await printed.next()).value).toBe(`build ${event.payload.id}: failed`)
    expect(await statusOf(port, await signedRequest(djinn, event, { secret: 'another' }))).toBe(401)
    expect((await complained.next()).value).toMatch(/^unverified .*\(mismatch\)$/)
  } finally {
    child.kill()
    await once(child, 'exit')
  }
}, 30_000)

test('getting-started-receiving.md: nothing starts without a secret', async () => {
  const [path = ''] = written('getting-started-receiving.md')
  const env = { ...process.env, DJINN_SECRET: '' }
  const run = promisify(execFile)(process.execPath, [...fromSource, path], { cwd: root, env })
  await expect(run).rejects.toThrow('secret-empty')
}, 30_000)

test('getting-started-sending.md: the event arrives, and its attempt is printed', async () => {
  const secret = generateSecret()
  writeFileSync(join(folder, 'secret.txt'), `${secret}\n`)
  const acme = defineDialect({
    name: 'acme',
    events: { 'invoice.paid': z.object({ id: z.string(), cents: z.int() }) },
    schemes: { standard: standardWebhooks() },
  })
  const receiver = recordingReceiver({ dialect: acme, secrets: [secret] })
  const server = createServer(endpoint(receiver)).listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    const [, path = ''] = written('getting-started-sending.md', (code) =>
      code.replaceAll('3000', String(port)),
    )
    const { stdout } = await promisify(execFile)(process.execPath, [...fromSource, path], { cwd: folder })
    expect(stdout).toMatch(/^delivered/)
    expect((await receiver.next('invoice.paid')).payload).toEqual({ id: 'in_1', cents: 4200 })
  } finally {
    server.close()
  }
}, 30_000)

// They are tests themselves: importing them here adds them to this file.
for (const path of written('getting-started-testing.md')) await import(path)

/** Tries until somebody listens there: the program says nothing when it is ready. */
async function statusOf(port: number, request: RequestInit): Promise<number> {
  const answer = await fetch(`http://localhost:${port}/`, request).catch((): undefined => undefined)
  return answer?.status ?? statusOf(port, request)
}

async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
