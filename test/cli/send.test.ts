import { createServer, type IncomingMessage } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endpoint } from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import { gitlab } from 'hookstamp/dialects/gitlab'
import { variants } from 'hookstamp/fixtures/gitlab'
import { recordingReceiver } from 'hookstamp/testing'
import type { App } from '../adapters/contract.js'
import { listen } from '../adapters/listen.js'
import { program } from './run.js'

const { run, json, file } = program()
const receiver = recordingReceiver({
  dialect: [djinn, gitlab],
  secrets: { hmac: ['s3cret-hmac'], token: ['s3cret-token'] },
})

let app: App
let unsigned: IncomingMessage['headers'][] = []
beforeEach(async () => {
  const verified = endpoint(receiver)
  unsigned = []
  app = await listen(
    createServer((request, response) => {
      if (request.url === '/hooks') return void verified(request, response)
      unsigned.push(request.headers)
      response.writeHead(request.url === '/moved' ? 302 : 200, { Location: '/' }).end('thank you\u001b[31m')
    }),
  )
})
afterEach(() => app.close())

describe('send', () => {
  it('sends a fixture that its receiver accepts', async () => {
    const ran = await run(['send', 'djinn', 'build.finished', `${app.url}/hooks`], { secret: 's3cret-hmac' })
    expect(ran).toEqual({
      code: 0,
      out: expect.stringMatching(/^build\.finished {2}204 in \d+ ms\n$/) as string,
      err: '',
    })
    expect(await receiver.next('build.finished')).toMatchObject({ payload: { status: 'passed' } })
  })

  it('replaces values, JSON or text, and makes what is not there', async () => {
    const args = ['send', 'djinn', 'build.finished', `${app.url}/hooks`, '--id', 'evt_1']
    const set = [
      'status=failed',
      'tags=["a","b"]',
      'namespace.visibility=public',
      'trigger.data.ref=main',
      'tags.0=c=d',
    ]
    await run([...args, ...set.flatMap((each) => ['--set', each])], { secret: 's3cret-hmac' })
    expect(await receiver.next('build.finished')).toMatchObject({
      payload: {
        status: 'failed',
        tags: ['c=d', 'b'],
        namespace: { visibility: 'public' },
        trigger: { data: { ref: 'main' } },
      },
    })
  })

  it('sends a variant, and a payload of one’s own', async () => {
    const options = { secret: 's3cret-token' }
    await run(['send', 'gitlab', 'note.commit', `${app.url}/hooks`], options)
    expect((await receiver.next('note')).payload).toEqual(variants['note.commit'].payload)
    const own = file('own.json', JSON.stringify({ ...variants['note.commit'].payload, project_id: 4711 }))
    await run(['trigger', 'gitlab', 'note', `${app.url}/hooks`, '--payload', own], options)
    expect(await receiver.next('note')).toMatchObject({ payload: { project_id: 4711 } })
  })

  it('says that nothing is signed without a secret', async () => {
    const { code, out, err } = await run(['send', 'djinn', 'cron', app.url])
    expect([code, err]).toEqual([0, 'Sent without a signature: no secret was given.\n'])
    expect(out).toMatch(/^cron {2}200 in \d+ ms: thank you\uFFFD\[31m\n$/)
    expect(unsigned[0]).not.toHaveProperty('x-djinn-ci-signature')
  })

  it.each([
    ['a refusal', '/hooks', { status: 401 }],
    ['a redirect, which is not followed', '/moved', { status: 302 }],
  ])('ends with 1 after %s', async (_what, path, expected) => {
    const args = ['send', 'djinn', 'cron', `${app.url}${path}`]
    expect((await run(args, { secret: 'wrong-secret' })).code).toBe(1)
    expect(await json(args, { secret: 'wrong-secret' })).toMatchObject({ type: 'cron', ...expected })
  })

  it('ends with 1 when nobody answers', async () => {
    const { url } = app
    await app.close()
    const { code, out } = await run(['send', 'djinn', 'cron', url])
    expect(code).toBe(1)
    expect(out).toMatch(/^cron {2}no answer after \d+ ms: .*ECONNREFUSED/)
  })

  it('sends events of a module, with its fixtures', async () => {
    const module = file(
      'hooks.mjs',
      `const utf8 = new TextEncoder()
       export const acme = {
         name: 'acme', eventTypes: ['paid', 'lost'], schemes: {}, maxBodyBytes: 1000,
         encode: ({ type, payload }) => utf8.encode(JSON.stringify({ type, payload })),
         requestHeaders: ({ type }) => ({ 'X-Acme-Event': type }),
       }
       export const fixtures = { paid: { type: 'paid', payload: { cents: 5 } } }`,
    )
    expect((await run(['send', `${module}#acme`, 'paid', app.url])).code).toBe(0)
    expect(unsigned[0]).toMatchObject({ 'x-acme-event': 'paid' })
    expect((await run(['send', module, 'lost', app.url])).err).toMatch(/no fixture of "lost".*--payload/)
    expect((await run(['send', `${module}#emca`, 'paid', app.url])).err).toMatch(
      /exports no "emca". It exports: acme, fixtures/,
    )
  })

  it.each([
    [
      'an unknown event',
      ['djinn', 'build.finishd', 'http://localhost/'],
      2,
      /There is no event "build.finishd"/,
    ],
    ['no URL', ['djinn', 'cron'], 2, /Expected a dialect, an event and a URL/],
    ['what is no URL', ['djinn', 'cron', 'localhost:3000'], 2, /url|URL/],
    [
      'a path that has no keys',
      ['djinn', 'cron', 'http://localhost/', '--set', 'action.x.y=1'],
      2,
      /"x" has no keys|no keys there/,
    ],
    [
      'an override without a value',
      ['djinn', 'cron', 'http://localhost/', '--set', 'action'],
      2,
      /expected path=value/,
    ],
    [
      'a payload that is no JSON',
      ['djinn', 'cron', 'http://localhost/', '--payload', '-'],
      2,
      /Standard input is not JSON/,
    ],
    [
      'a module that is not there',
      ['./nope.mjs', 'cron', 'http://localhost/'],
      3,
      /nope.mjs could not be loaded/,
    ],
  ])('refuses %s', async (_what, args, exitCode, message) => {
    const { code, out, err } = await run(['send', ...args], { stdin: '{' })
    expect([code, out]).toEqual([exitCode, ''])
    expect(err).toMatch(message)
  })
})
