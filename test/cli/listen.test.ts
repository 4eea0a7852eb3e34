import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineDialect } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { gitlabSystem } from 'hookstamp/dialects/gitlab-system'
import { wvs } from 'hookstamp/dialects/wvs'
import { fixture } from 'hookstamp/fixtures/djinn'
import { fixture as ofGitlab } from 'hookstamp/fixtures/gitlab'
import { fixture as ofSystem } from 'hookstamp/fixtures/gitlab-system'
import {
  createSigner,
  hmacHex,
  standardWebhooks,
  timestampedHmac,
  type SigningScheme,
} from 'hookstamp/signing'
import { signedRequest, type SignedRequest } from 'hookstamp/testing'
import { listen } from '../adapters/listen.js'
import { program, type Ran, type RunOptions } from './run.js'

const { run, folder } = program()
const secret = 's3cret-of-the-observatory'

/** Starts a listener, posts to it once it is up, and gives what it printed and answered. It ends by itself. */
async function hear(
  requests: readonly SignedRequest[],
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Ran & { readonly answers: readonly number[] }> {
  const answers: number[] = []
  let posting: Promise<void> | undefined
  const post = async (url: string): Promise<void> => {
    for (const request of requests) answers.push((await fetch(url, request)).status)
  }
  const onNote = (line: string): void => {
    const url = /^Listening on (\S+)$/.exec(line)?.[1]
    if (url !== undefined) posting = post(url)
  }
  const ran = await run(['listen', '--port', '0', '--count', String(requests.length), ...args], {
    ...options,
    onNote,
  })
  await posting
  return { ...ran, answers }
}

const lines = (out: string): Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('listen', () => {
  it('verifies, prints and answers', async () => {
    const event = fixture('build.finished', { status: 'failed' })
    const right = await signedRequest(djinn, event, { secret })
    const wrong = await signedRequest(djinn, event, { secret: 'another secret' })
    const { code, out, answers } = await hear([right, wrong], [], { secret })
    expect([code, answers]).toEqual([0, [204, 401]])
    expect(out).toMatch(/^build\.finished {2}djinn {2}verified {2}\d+ bytes → 204\n {2}\{\n/)
    expect(out).toContain("status: 'failed'")
    expect(out).toMatch(/\nunknown event {2}djinn {2}unverified {2}\d+ bytes → 401\n {2}No secret yields/)
  })

  it('knows every dialect by its headers, and picks the scheme that a secret is for', async () => {
    const requests = [
      await signedRequest(djinn, fixture('cron'), { secret }),
      await signedRequest(gitlab, ofGitlab('push'), { secret }),
      await signedRequest(gitlabSystem, ofSystem('user_create'), { secret }),
      await signedRequest(wvs, ofGitlab('push'), { secret }),
    ]
    const { out, answers } = await hear(requests, ['--json'], { secret })
    expect(answers).toEqual([204, 204, 204, 204])
    expect(lines(out)).toMatchObject([
      { dialect: 'djinn', type: 'cron', verified: true, code: 'handled', status: 204 },
      { dialect: 'gitlab', type: 'push', verified: true },
      { dialect: 'gitlab-system', type: 'user_create', verified: true },
      { dialect: 'wvs', type: 'push', verified: true },
    ])
  })

  it('checks Standard Webhooks of senders it does not know', async () => {
    const key = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
    const acme = defineDialect({
      name: 'acme',
      events: { paid: z.object({ cents: z.int() }) },
      schemes: { standard: standardWebhooks() },
    })
    const paid = { type: 'paid', payload: { cents: 5 } } as const
    const requests = [await signedRequest(acme, paid, { secret: key, id: 'msg_1' })]
    const { out } = await hear(requests, ['--json'], { secret: key })
    expect(lines(out)).toMatchObject([
      {
        dialect: 'standard-webhooks',
        type: 'paid',
        id: 'msg_1',
        verified: true,
        code: 'event-unknown',
        status: 204,
      },
    ])
  })

  it('checks the signature of GitHub, and of Stripe', async () => {
    const body = new TextEncoder().encode('{"type":"charge.failed"}')
    const post = async (scheme: SigningScheme, more: object): Promise<SignedRequest> => {
      const proof = await createSigner(scheme, { secrets: [secret] }).sign({ body })
      return { method: 'POST', headers: { ...proof, ...more }, body } as SignedRequest
    }
    const requests = [
      await post(hmacHex({ header: 'X-Hub-Signature-256' }), { 'X-GitHub-Event': 'ping' }),
      await post(timestampedHmac({ header: 'Stripe-Signature' }), {}),
    ]
    expect(lines((await hear(requests, ['--json'], { secret })).out)).toMatchObject([
      { dialect: 'github', type: 'ping', verified: true },
      { dialect: 'stripe', type: 'charge.failed', verified: true },
    ])
  })

  it('marks what it cannot verify for want of a secret', async () => {
    const { out, answers } = await hear([await signedRequest(djinn, fixture('cron'), {})], ['--quiet'])
    expect(answers).toEqual([204])
    expect(out).toMatch(
      /^cron {2}djinn {2}not verified {2}\d+ bytes → 204\n {2}Not verified: no secret was given\.\n$/,
    )
  })

  it('shows a stranger as it is, without letting it write on the terminal', async () => {
    const strange = {
      method: 'POST',
      headers: {},
      body: new TextEncoder().encode('\u001b[31mred'),
    } as SignedRequest
    const forged = await signedRequest(djinn, fixture('cron'), {})
    const named = { ...forged, headers: { ...forged.headers, 'X-Djinn-CI-Event': 'a\u009b31mb' } }
    const { out, answers } = await hear([strange, named])
    expect(answers).toEqual([204, 204])
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })

  it('holds payloads to a view, and says where they do not fit', async () => {
    const odd = await signedRequest(djinn, fixture('build.finished', { status: 'odd' as never }), { secret })
    const strict = await hear([odd], ['--validation', 'strict', '--quiet'], { secret })
    expect([strict.answers, strict.out]).toEqual([
      [422],
      expect.stringMatching(/payload-invalid|verified.*422[^]*\n {2}status: /),
    ])
    expect((await hear([odd], ['--quiet'], { secret })).answers).toEqual([204])
  })

  it('forwards byte for byte what it does not refuse, and answers what comes back', async () => {
    const forwarded: string[] = []
    const app = await listen(
      createServer((request, response) => {
        let body = ''
        request.setEncoding('utf8').on('data', (text: string) => (body += text))
        request.on('end', () => {
          forwarded.push(`${request.headers['x-djinn-ci-signature'] as string} ${body}`)
          response.writeHead(202).end()
        })
      }),
    )
    const right = await signedRequest(djinn, fixture('cron'), { secret })
    const wrong = await signedRequest(djinn, fixture('cron'), { secret: 'another secret' })
    const { answers } = await hear([right, wrong], ['--forward', app.url], { secret })
    await app.close()
    expect(answers).toEqual([202, 401])
    expect(forwarded).toEqual([
      `${right.headers['X-Djinn-CI-Signature']} ${new TextDecoder().decode(right.body)}`,
    ])
  })

  it('says that what it forwards to is down', async () => {
    const app = await listen(createServer())
    await app.close()
    const request = await signedRequest(djinn, fixture('cron'), { secret })
    const { out, answers } = await hear([request], ['--quiet', '--forward', app.url], { secret })
    expect(answers).toEqual([502])
    expect(out).toMatch(/\n {2}forwarded: .*ECONNREFUSED/)
  })

  it('records what came, but no token', async () => {
    const signed = await signedRequest(djinn, fixture('cron'), { secret })
    const token = await signedRequest(gitlab, ofGitlab('push'), { secret })
    const withCookie = {
      ...token,
      headers: { ...token.headers, Cookie: `a=${secret}`, Authorization: secret },
    }
    await hear([signed, withCookie], ['--record', 'hooks.jsonl'], { secret })
    const path = join(folder(), 'hooks.jsonl')
    const text = readFileSync(path, 'utf8')
    expect(text).not.toContain(secret)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const [first, second] = lines(text)
    expect(first).toMatchObject({ path: '/', dialect: 'djinn', type: 'cron' })
    expect(first?.['headers']).toContainEqual([
      'X-Djinn-CI-Signature',
      signed.headers['X-Djinn-CI-Signature'],
    ])
    expect(Buffer.from(first?.['body'] as string, 'base64')).toEqual(Buffer.from(signed.body))
    expect(second).toMatchObject({ dialect: 'gitlab', type: 'push' })
  })

  it('refuses what is no POST, and goes on', async () => {
    let status = 0
    const request = await signedRequest(djinn, fixture('cron'), { secret })
    let posted: Promise<unknown> | undefined
    const ran = await run(['listen', '--port', '0', '--count', '1', '--quiet'], {
      secret,
      onNote: (line) => {
        const url = line.split(' ').at(-1) as string
        posted = fetch(url).then((answer) => {
          status = answer.status
          return fetch(url, request)
        })
      },
    })
    await posted
    expect([ran.code, status]).toEqual([0, 405])
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with 0 on %s', async (signal) => {
    const { code } = await run(['listen', '--port', '0'], {
      onNote: (_line, child) => void child.kill(signal),
    })
    expect(code).toBe(0)
  })

  it('says that a port is taken, or a file cannot be written', async () => {
    const app = await listen(createServer())
    const { code, err } = await run(['listen', '--port', new URL(app.url).port])
    await app.close()
    expect([code, err]).toEqual([3, expect.stringMatching(/cannot be listened on \(EADDRINUSE\)/)])
    const unwritable = await run(['listen', '--port', '0', '--record', 'no/such/folder.jsonl'])
    expect([unwritable.code, unwritable.err]).toEqual([
      3,
      expect.stringMatching(/cannot be written \(ENOENT\)/),
    ])
    expect(existsSync(join(folder(), 'no'))).toBe(false)
  })
})
