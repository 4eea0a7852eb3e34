import { expect, test } from 'vitest'
import { isLocalName } from '../../src/egress/local-name.js'

test.each([
  'localhost',
  'app.localhost',
  'kubernetes',
  'printer.local',
  'metadata.google.internal',
  'host.docker.internal',
  'nas.home.arpa',
  'box.lan',
  'localhost.localdomain',
])('%s is local', (host) => {
  expect(isLocalName(host)).toBe(true)
})

test.each([
  'example.com',
  'localhost.example.com',
  'internal.example.com',
  'mylocal.example',
  'notlocal.com',
])('%s is not', (host) => {
  expect(isLocalName(host)).toBe(false)
})
