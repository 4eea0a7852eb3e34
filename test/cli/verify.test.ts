import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { program } from './run.js'

const { run, json, file } = program()
const secret = 's3cret-of-the-observatory'
const signatureOf = (body: string | Uint8Array, key: string | Buffer = secret): string =>
  `X-Djinn-CI-Signature: sha256=${createHmac('sha256', key).update(body).digest('hex')}`
const verify = ['verify', '-d', 'djinn', '-H']

describe('verify', () => {
  it('says so, and ends with 0', async () => {
    const ran = await run([...verify, signatureOf('{}')], { secret, stdin: '{}' })
    expect(ran).toEqual({ code: 0, out: 'verified by hmac-hex\n', err: '' })
    expect(await json([...verify, signatureOf('{}')], { secret, stdin: '{}' })).toEqual({
      ok: true,
      code: 'verified',
      scheme: 'hmac-hex',
      secretIndex: 0,
    })
  })

  it.each([
    ['lines', `Host: a\n${signatureOf('{}')}\n`],
    ['a dump of a request', `POST /hooks HTTP/1.1\r\nHost: a\r\n${signatureOf('{}')}\r\n\r\nX: not a header`],
    [
      'a JSON object',
      JSON.stringify({ Host: ['a'], 'x-djinn-ci-signature': signatureOf('{}').split(': ')[1] }),
    ],
  ])('reads headers from a file of %s', async (_what, text) => {
    const ran = await run(['verify', '-d', 'djinn', '--headers', file('headers', text), file('b', '{}')], {
      secret,
    })
    expect(ran.code).toBe(0)
  })

  const payload = { b: 'Zoë <3', a: { url: 'https://x/y', list: [1, 2], none: {} } }
  const compact = JSON.stringify(payload)
  const php = compact.replaceAll('/', '\\/').replace('ë', '\\u00eb')
  const python = '{"b": "Zo\\u00eb <3", "a": {"url": "https://x/y", "list": [1, 2], "none": {}}}'
  const go = '{"a":{"list":[1,2],"none":{},"url":"https://x/y"},"b":"Zoë \\u003c3"}\n'

  it.each([
    ['with a final newline', `${compact}\n`, compact],
    ['without its final newline', compact, `${compact}\n`],
    ['without white space around it', compact, `\n  ${compact}  \n`],
    ['with "\\n" for its "\\r\\n"', '{\n}', '{\r\n}'],
    ['with "\\r\\n" for its "\\n"', '{\r\n}', '{\n}'],
    ['without its byte order mark', compact, `\uFEFF${compact}`],
    [
      'decoded from base64, as gateways hand binary bodies on',
      compact,
      Buffer.from(compact).toString('base64'),
    ],
    ['as the text that this JSON string holds', compact, JSON.stringify(compact)],
    ['as compact JSON', compact, JSON.stringify(payload, null, 2)],
    ['as compact JSON with a final newline', `${compact}\n`, JSON.stringify(payload, null, '\t')],
    ['as Go writes JSON (keys in order, "<" as "\\u003c", a final newline)', go, compact],
    ['as Python writes JSON (blanks after "," and ":", other than ASCII escaped)', python, compact],
    ['as PHP writes JSON ("/" as "\\/", other than ASCII escaped)', php, compact],
    ['as JSON indented by 2', JSON.stringify(payload, null, 2), compact],
    ['as JSON indented by 4', JSON.stringify(payload, null, 4), compact],
    ['read as Latin-1, not as UTF-8', Buffer.from('{"a":"Zoë"}', 'latin1'), '{"a":"Zoë"}'],
  ])('finds that the body verifies %s', async (what, signed, given) => {
    const { code, out } = await run([...verify, signatureOf(signed)], { secret, stdin: given })
    expect(code).toBe(1)
    expect(out).toContain('not verified (mismatch): ')
    expect(out).toContain(`The body was re-serialised: it verifies ${what}.\n`)
  })

  it.each([
    ['without white space around it', secret, `${secret} `],
    ['with a line break at its end', `${secret}\n`, secret],
    ['without quotes around it', secret, `"${secret}"`],
    ['without "whsec_"', secret, `whsec_${secret}`],
    ['with "whsec_" in front', `whsec_${secret}`, secret],
  ])('finds that the secret verifies %s', async (what, real, given) => {
    const { code, out } = await run([...verify, signatureOf('{}', real)], { secret: given, stdin: '{}' })
    expect(code).toBe(1)
    expect(out).toContain(`The body is right: the secret verifies ${what}`)
  })

  it('says when nothing helps', async () => {
    const { code, out } = await run([...verify, signatureOf('{}', 'another')], { secret, stdin: '{}' })
    expect(code).toBe(1)
    expect(out).toMatch(/most likely it is another secret/)
  })

  it('names the header that is missing, and those that are there', async () => {
    const { code, out } = await run([...verify, 'X-Hub-Signature-256: sha256=00'], { secret, stdin: '{}' })
    expect(code).toBe(1)
    expect(out).toMatch(
      /^not verified \(missing\): .*X-Djinn-CI-Signature.*\nHeaders there are: X-Hub-Signature-256\.\n$/,
    )
    expect((await run(verify.slice(0, 3), { secret, stdin: '{}' })).out).toMatch(/No headers were given/)
  })

  it('tells a wrong time from a wrong proof', async () => {
    const key = Buffer.alloc(32, 7)
    const headers = (digest: string): string[] =>
      ['webhook-id: msg_1', 'webhook-timestamp: 1700000000', `webhook-signature: v1,${digest}`].flatMap(
        (line) => ['-H', line],
      )
    const digest = createHmac('sha256', key).update('msg_1.1700000000.{}').digest('base64')
    const options = { secret: `whsec_${key.toString('base64')}`, stdin: '{}' }
    const args = ['verify', '-s', 'standard-webhooks']
    const old = await run([...args, ...headers(digest)], options)
    expect([old.code, old.out]).toEqual([
      1,
      expect.stringMatching(/\(expired\).*\nSecret and body are right: only the time/),
    ])
    const wrong = await run([...args, ...headers(`${'A'.repeat(42)}E=`)], options)
    expect(wrong.out).toMatch(/\(expired\).*\nBesides, secret or body/)
    const tolerant = await run([...args, ...headers(digest), '--tolerance', '1000000000'], options)
    expect([tolerant.code, tolerant.out]).toEqual([
      0,
      'verified by standard-webhooks, id msg_1, signed at 2023-11-14T22:13:20.000Z\n',
    ])
  })

  it('diagnoses in JSON as well', async () => {
    expect(await json([...verify, signatureOf('{}\n')], { secret, stdin: '{}' })).toMatchObject({
      ok: false,
      code: 'mismatch',
      diagnosis: ['The body was re-serialised: it verifies with a final newline.', expect.any(String)],
    })
  })

  it('compares tokens without guessing at bodies, and never repeats one', async () => {
    const { code, out } = await run(['verify', '-d', 'gitlab', '-H', 'X-Gitlab-Token: wrong-token'], {
      secret,
      stdin: '{}',
    })
    expect(code).toBe(1)
    expect(out).not.toMatch(/re-serialised|wrong-token/)
  })

  it.each([
    ['a header that is none', ['-H', 'no colon here'], /not of the form "Name: value"/],
    ['a broken JSON object', ['--headers', 'broken.json'], /begins like JSON/],
  ])('refuses %s, without repeating it', async (_what, args, message) => {
    file('broken.json', '{"a": }')
    const { code, err } = await run(['verify', '-d', 'djinn', ...args], { secret, stdin: '{}' })
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(err).not.toContain('no colon here')
  })
})
