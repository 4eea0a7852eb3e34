/**
 * What a bundle of verifying weighs, minified and compressed, beside other libraries: the same bundler and options.
 * Nothing here varies, so there are no rounds.
 *
 *   npm run build && node bench/size.mjs
 */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { report } from './figures.mjs'

async function kilobytes(contents, platform) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform,
    write: false,
    logLevel: 'error',
  })
  return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000
}

const own = (names) => `export { ${names} } from 'hookstamp/signing'`
const all = 'createVerifier, firstPresent, hmacHex, sharedToken, standardWebhooks, timestampedHmac'
const cases = [
  [
    'one scheme',
    own('createVerifier, hmacHex'),
    0.8,
    { '@octokit/webhooks-methods': "export { verify } from '@octokit/webhooks-methods'" },
  ],
  [
    'Standard Webhooks',
    own('createVerifier, standardWebhooks'),
    undefined,
    {
      standardwebhooks: "export { Webhook } from 'standardwebhooks'",
      svix: "export { Webhook } from 'svix'",
    },
  ],
  [
    "stripe's",
    own('createVerifier, timestampedHmac'),
    undefined,
    { stripe: "import { Stripe } from 'stripe'; export const { webhooks } = Stripe" },
  ],
  ['every scheme', own(all), 2, {}],
]
console.log('\nVerifying in a bundle, minified and compressed')
for (const platform of ['node', 'browser']) {
  for (const [what, contents, goal, others] of cases) {
    const value = await kilobytes(contents, platform)
    const peers = {}
    for (const [name, code] of Object.entries(others)) peers[name] = await kilobytes(code, platform)
    const beside = Object.entries(peers).map(([name, weight]) => `, ${name} ${weight.toFixed(1)} kB`)
    console.log(`  ${`${what}, ${platform}`.padEnd(52)} ${value.toFixed(1)} kB${beside.join('')}`)
    const against = 'esbuild, minified, gzip -9'
    report({
      figure: `size of verifying, ${what}, ${platform}`,
      value,
      unit: 'kB',
      digits: 1,
      against,
      goal,
      peers,
    })
  }
}
