import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSigner, createVerifier, standardWebhooks } from 'hookstamp/signing'
import { program } from './run.js'

const { run, json, folder } = program()
const secretGrammar = /^whsec_[A-Za-z0-9+/]{43}=\n$/

describe('secret', () => {
  it('makes a new one each time', async () => {
    const [one, other] = [await run(['secret']), await run(['secret'])]
    expect(one.out).toMatch(secretGrammar)
    expect(other.out).not.toBe(one.out)
    expect([one.code, one.err]).toEqual([0, ''])
  })

  it('makes a pair that works', async () => {
    const { privateKey, publicKey } = (await json(['secret', '--pair'])) as {
      privateKey: string
      publicKey: string
    }
    const body = new TextEncoder().encode('{}')
    const headers = await createSigner(standardWebhooks(), { secrets: [privateKey] }).sign({ id: 'a', body })
    const verdict = await createVerifier(standardWebhooks(), { secrets: [publicKey] }).verify({
      headers,
      body,
    })
    expect(verdict.ok).toBe(true)
  })

  it('writes it to a file that only its owner can read, and prints the public half alone', async () => {
    expect(await run(['secret', '--out', 'a.secret'])).toEqual({
      code: 0,
      out: '',
      err: 'Written to a.secret.\n',
    })
    const path = join(folder(), 'a.secret')
    expect(readFileSync(path, 'utf8')).toMatch(secretGrammar)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect((await run(['secret', '--pair', '--out', 'b.key'])).out).toMatch(/^whpk_\S+\n$/)
    expect(readFileSync(join(folder(), 'b.key'), 'utf8')).toMatch(/^whsk_/)
  })

  it('never writes over a file', async () => {
    await run(['secret', '--out', 'c.secret'])
    const before = readFileSync(join(folder(), 'c.secret'), 'utf8')
    const { code, err } = await run(['secret', '--out', 'c.secret'])
    expect([code, err]).toEqual([3, 'hookstamp: c.secret exists already.\n'])
    expect(readFileSync(join(folder(), 'c.secret'), 'utf8')).toBe(before)
  })
})
