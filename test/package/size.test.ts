/** What a bundler adds to a consumer for verifying, minified and compressed, and what must not be in it. */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { root } from '../architecture/source.js'

async function bundle(names: string, platform: 'node' | 'browser'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export ${names} from 'hookstamp/signing'`, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform,
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

const allSchemes = '{ createVerifier, firstPresent, hmacHex, sharedToken, standardWebhooks, timestampedHmac }'
const nodeOnly = /node:|getBuiltinModule|\bBuffer\b/
const otherSchemes = /whsec_|Ed25519|ed25519|webhook-|v1=|TextDecoder/

describe.each(['node', 'browser'] as const)('verifying, bundled for %s', (platform) => {
  test.each([
    ['one scheme', '{ createVerifier, hmacHex }', 3.3, otherSchemes],
    ['every scheme', allSchemes, 5.8, /whsec_.{43}=/],
    ['everything', '*', 6.3, /zod/],
  ])('%s', async (_what, names, kilobytes, unwanted) => {
    const code = await bundle(names, platform)
    expect(gzipSync(code, { level: 9 }).length / 1000).toBeLessThanOrEqual(kilobytes)
    expect(unwanted.exec(code)?.[0]).toBeUndefined()
    if (platform === 'browser') expect(nodeOnly.exec(code)?.[0]).toBeUndefined()
  })
})
