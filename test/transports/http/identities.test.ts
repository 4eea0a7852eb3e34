import * as tls from 'node:tls'
import { expect, test } from 'vitest'
import { createIdentities } from '../../../src/transports/http/identities.js'
import { authority, clientOne, clientTwo, selfSigned } from '../certificates.js'

const noRoute = () => () => undefined

const invalid = expect.objectContaining({ code: 'option-invalid' })

test('the same certificates are the same identity; any other is another', () => {
  const { of } = createIdentities(tls, [], noRoute)
  expect(of(undefined)).toBe(of(undefined))
  expect(of({ ...clientOne })).toBe(of({ ...clientOne }))
  const all = [
    undefined,
    clientOne,
    clientTwo,
    { ca: authority },
    { ...clientOne, ca: authority },
    { ca: selfSigned },
  ]
  expect(new Set(all.map((one) => of(one).name)).size).toBe(all.length)
})

test('what is empty is not what is absent', () => {
  const { of } = createIdentities(tls, [], noRoute)
  of({})
  expect(() => of({ ca: '' })).toThrow(invalid)
  of(clientOne)
  expect(() => of({ ...clientOne, ca: '' })).toThrow(invalid)
})

test('keeps so many, and never gives a name twice', () => {
  const { of } = createIdentities(tls, [], noRoute)
  const first = of({ ca: authority })
  // Text around a certificate is not read, but is text.
  for (let count = 0; count < 500; count++) of({ ca: `${count}\n${authority}` })
  const again = of({ ca: authority })
  expect(again).not.toBe(first)
  expect(again.name).not.toBe(first.name)
})

test('a proxy sets its connections apart, with and without certificates', () => {
  const routes: unknown[] = []
  const { of } = createIdentities(tls, [], (proxy) => {
    const route = () => undefined
    routes.push([proxy.url, route])
    return route
  })
  const one = of(undefined, { url: 'http://one.example' })
  expect(of(undefined, { url: 'http://one.example' })).toBe(one)
  expect(of(undefined, { url: 'http://one.example', username: 'me', password: 'x' }).name).not.toBe(one.name)
  expect([one.route === undefined, of(undefined).route]).toEqual([false, undefined])
  expect(one.sessions).not.toBe(of(undefined).sessions)
  expect(routes).toHaveLength(2)
})
