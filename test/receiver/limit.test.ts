import { describe, expect, it } from 'vitest'
import { declaredBytes, limit, tooLarge } from '../../src/receiver/limit.js'

describe('limit', () => {
  it.each(['POST', undefined])('lets method %s pass', (method) => {
    expect(limit({ method, headers: {} }, 10)).toBeUndefined()
  })

  it.each(['GET', 'HEAD', 'PUT', 'post', ''])('refuses method %j', (method) => {
    expect(limit({ method, headers: {} }, 10)?.code).toBe('method-not-allowed')
  })

  it.each([
    ['10', undefined],
    ['11', 'body-too-large'],
    ['999999999999999', 'body-too-large'],
    // Not numbers: HTTP servers refuse them long before us, and what is read is capped anyway.
    ['-1', undefined],
    ['1e9', undefined],
    ['', undefined],
  ])('of 10 bytes judges Content-Length %j as %s', (declared, code) => {
    expect(limit({ headers: { 'Content-Length': declared } }, 10)?.code).toBe(code)
  })

  it.each([
    ['gzip', 'body-encoded'],
    ['br', 'body-encoded'],
    ['identity, gzip', 'body-encoded'],
    ['identity', undefined],
    ['Identity ', undefined],
    ['', undefined],
  ])('judges Content-Encoding %j as %s', (encoding, code) => {
    expect(limit({ headers: { 'content-encoding': encoding } }, 10)?.code).toBe(code)
  })

  it('refuses two encodings', () => {
    const headers = ['Content-Encoding', 'identity', 'Content-Encoding', 'gzip']
    expect(limit({ headers }, 10)?.code).toBe('body-encoded')
  })
})

describe('declaredBytes', () => {
  it('reads the length, and does not guess between two', () => {
    expect(declaredBytes({ 'content-length': '7' })).toBe(7)
    expect(declaredBytes({})).toBeUndefined()
    expect(declaredBytes(['Content-Length', '7', 'Content-Length', '8'])).toBeUndefined()
  })
})

describe('tooLarge', () => {
  it('names the cap', () => {
    expect(tooLarge(1234).message).toContain('1234')
  })
})
