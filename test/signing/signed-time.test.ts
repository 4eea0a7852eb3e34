import * as fc from 'fast-check'
import { createSigner, createVerifier, timestampedHmac } from 'hookstamp/signing'
import { describe, expect, test } from 'vitest'
import { outsideWindow, parseUnixSeconds, toUnixSeconds } from '../../src/signing/signed-time.js'

describe('parseUnixSeconds', () => {
  test('takes back what toUnixSeconds writes, and nothing else that Number would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (seconds) => {
        expect(parseUnixSeconds(toUnixSeconds(seconds * 1000 + 999))).toBe(seconds)
      }),
    )
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('0', '1', '9', '.', 'e', '-', '+', ' ', '\n', '_', 'x') }),
        (text) => {
          const seconds = parseUnixSeconds(text)
          if (seconds !== undefined) expect(String(seconds)).toBe(text)
        },
      ),
    )
  })
})

test.each([NaN, -1, Infinity, -Infinity, 1e15, undefined])('toUnixSeconds refuses %s', (timestamp) => {
  expect(() => toUnixSeconds(timestamp as number)).toThrowError(
    expect.objectContaining({ code: 'option-invalid' }),
  )
})

describe('outsideWindow', () => {
  const at = (seconds: number, now: number, toleranceSeconds = 300): string | undefined =>
    outsideWindow(seconds, { now, toleranceSeconds })?.refused

  test('counts whole seconds on both sides', () => {
    expect(at(1000, 1_300_999)).toBeUndefined()
    expect(at(1000, 1_301_000)).toBe('expired')
    expect(at(1000, 700_000)).toBeUndefined()
    expect(at(1000, 699_999)).toBe('premature')
  })

  test('takes a fraction of a second as tolerance', () => {
    expect(at(1000, 1_000_000, 0.5)).toBeUndefined()
    expect(at(1000, 1_001_000, 0.5)).toBe('expired')
  })

  test('refuses everything while the clock says NaN', async () => {
    expect(at(1000, NaN)).toBe('expired')
    const scheme = timestampedHmac({ header: 'X' })
    const body = new Uint8Array()
    const headers = await createSigner(scheme, { secrets: ['s'] }).sign({ body })
    const verifier = createVerifier(scheme, { secrets: ['s'], clock: { now: () => NaN } })
    expect(verifier.inspect(headers)).toMatchObject({ code: 'expired' })
  })

  test('a clock that was set back makes honest messages premature, not accepted for longer', () => {
    expect(at(10_000, 10_000_000)).toBeUndefined()
    expect(at(10_000, 9_000_000)).toBe('premature')
  })
})
