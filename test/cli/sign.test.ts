import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { program } from './run.js'

const { run, json, file } = program()
const body = '{"total":5}'
const hex = createHmac('sha256', 's3cret').update(body).digest('hex')

describe('sign', () => {
  it('prints the header of a dialect, for a body from standard input or from a file', async () => {
    const expected = { code: 0, out: `X-Djinn-CI-Signature: sha256=${hex}\n`, err: '' }
    expect(await run(['sign', '-d', 'djinn'], { secret: 's3cret', stdin: body })).toEqual(expected)
    const path = file('body.json', body)
    expect(await run(['sign', '-d', 'djinn', path], { secret: 's3cret' })).toEqual(expected)
    expect(await run(['sign', '-d', 'djinn', '-'], { secret: 's3cret', stdin: body })).toEqual(expected)
  })

  it('signs by a scheme of its own settings', async () => {
    const args = ['sign', '-s', 'hmac-hex', '--header-name', 'X-Sig', '--prefix', '', '--algorithm', 'sha512']
    const digest = createHmac('sha512', 's3cret').update(body).digest('hex')
    expect(await json(args, { secret: 's3cret', stdin: body })).toEqual({ 'X-Sig': digest })
    const timed = [
      'sign',
      '-s',
      'timestamped-hmac',
      '--header-name',
      'Stripe-Signature',
      '--at',
      '1492774577',
    ]
    const v1 = createHmac('sha256', 's3cret').update(`1492774577.${body}`).digest('hex')
    expect(await json(timed, { secret: 's3cret', stdin: body })).toEqual({
      'Stripe-Signature': `t=1492774577,v1=${v1}`,
    })
  })

  it('signs an id and a time, given or new', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const args = ['sign', '-s', 'standard-webhooks', '--header-prefix', 'svix-']
    const at = ['--id', 'msg_1', '--at', '2026-06-01T12:00:00Z']
    const digest = createHmac('sha256', Buffer.alloc(32, 7))
      .update(`msg_1.1780315200.${body}`)
      .digest('base64')
    expect(await json([...args, ...at], { secret, stdin: body })).toEqual({
      'svix-id': 'msg_1',
      'svix-timestamp': '1780315200',
      'svix-signature': `v1,${digest}`,
    })
    expect(await json(args, { secret, stdin: body })).toMatchObject({
      'svix-id': expect.stringMatching(/^msg_[0-9a-f]{32}$/) as string,
    })
  })

  it('prints a token only when told to: it is the secret', async () => {
    const args = ['sign', '-d', 'gitlab']
    const { code, err } = await run(args, { secret: 'token-in-clear' })
    expect(code).toBe(2)
    expect(err).toMatch(/is the secret itself.*--reveal/)
    const shown = await run([...args, '--reveal'], { env: { T: 'token-in-clear' }, stdin: body })
    expect(shown.code).toBe(2)
    const named = await run([...args, '--reveal', '--secret-env', 'T'], {
      env: { T: 'token-in-clear' },
      stdin: body,
    })
    expect(named).toEqual({ code: 0, out: 'X-Gitlab-Token: token-in-clear\n', err: '' })
  })

  it('takes the secret from a named variable or a file, less one line break', async () => {
    const path = file('secret.txt', 's3cret\n')
    const expected = `X-Djinn-CI-Signature: sha256=${hex}\n`
    expect((await run(['sign', '-d', 'djinn', '--secret-file', path], { stdin: body })).out).toBe(expected)
    const env = { HOOK: 's3cret', HOOKSTAMP_SECRET: 'another' }
    expect((await run(['sign', '-d', 'djinn', '--secret-env', 'HOOK'], { env, stdin: body })).out).toBe(
      expected,
    )
  })

  it.each([
    ['no secret', ['-d', 'djinn'], {}, 2, /A secret is needed/],
    ['an empty one', ['-d', 'djinn'], { secret: ' ' }, 2, /empty/],
    ['a variable that is not set', ['-d', 'djinn', '--secret-env', 'NOPE'], {}, 2, /NOPE is not set/],
    [
      'a file that is not there',
      ['-d', 'djinn', '--secret-file', 'nope'],
      {},
      3,
      /nope cannot be read \(ENOENT\)/,
    ],
    ['no scheme', [], { secret: 's' }, 2, /Say how it is signed/],
    ['no such scheme', ['-s', 'hmac'], { secret: 's' }, 2, /There is no scheme "hmac"/],
    ['no such scheme of a dialect', ['-d', 'djinn', '-s', 'token'], { secret: 's' }, 2, /It has: hmac/],
    ['no header', ['-s', 'hmac-hex'], { secret: 's' }, 2, /needs --header-name/],
    ['no time', ['-d', 'djinn', '--at', 'soon'], { secret: 's3cret' }, 2, /--at: expected a time/],
    ['no body', ['-d', 'djinn', 'nope.json'], { secret: 's3cret' }, 3, /nope.json cannot be read/],
    ['two bodies', ['-d', 'djinn', 'a', 'b'], { secret: 's3cret' }, 2, /Expected one body/],
  ])('refuses %s', async (_what, args, options, exitCode, message) => {
    const { code, out, err } = await run(['sign', ...args], options)
    expect([code, out]).toEqual([exitCode, ''])
    expect(err).toMatch(message)
  })
})
