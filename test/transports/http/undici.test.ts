import { afterEach, expect, test, vi } from 'vitest'
import { httpReceiver, requestTo, transportFor } from '../receiver.js'

afterEach(() => {
  vi.doUnmock('undici')
  vi.resetModules()
})

test('without undici an attempt says what to install, and one after installing it works', async () => {
  const receiver = await httpReceiver((_, response) => response.end())
  vi.doMock('undici', () => {
    throw new Error("Cannot find package 'undici' imported from /home/someone/app.js")
  })
  const transport = transportFor()
  // Several at once share one failure.
  const failed = await Promise.all([
    transport.send(requestTo(receiver.url)),
    transport.send(requestTo(receiver.url)),
  ])
  for (const { error } of failed) {
    expect(error?.code).toBe('dependency-missing')
    expect(error?.message).toContain('npm install undici')
    expect(error?.message).not.toContain('/home')
  }
  vi.doUnmock('undici')
  vi.resetModules()
  expect((await transport.send(requestTo(receiver.url))).response?.status).toBe(200)
})
