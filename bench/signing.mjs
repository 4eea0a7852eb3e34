/**
 * Signing and verifying against a bare MAC and against other libraries, as ratios in one run.
 *
 *   npm run build && node bench/signing.mjs
 *
 * Others are given what they want: octokit a string, for it takes nothing else; stripe and svix parse as well.
 */
import { createHmac, timingSafeEqual, webcrypto } from 'node:crypto'
import { build } from 'esbuild'
import * as octokit from '@octokit/webhooks-methods'
import * as standardwebhooks from 'standardwebhooks'
import { Stripe } from 'stripe'
import * as svix from 'svix'
import * as hookstamp from 'hookstamp/signing'
import { report, reportRatio } from './figures.mjs'
import { pairedRounds, printRatios } from './paired-rounds.mjs'

const SECRET = 'a secret of thirty-two characters'
const STANDARD_SECRET = `whsec_${Buffer.from(SECRET.slice(0, 32)).toString('base64')}`
const ID = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W'

// JSON, since some of the others parse what they verify.
const bodyOf = (bytes, filler) =>
  Buffer.from(JSON.stringify({ text: filler.repeat(bytes).slice(0, bytes - 11) }))
const bodies = {
  '0.3 kB': bodyOf(300, 'a'),
  '3 kB': bodyOf(3072, 'a'),
  '64 kB': bodyOf(65_536, 'a'),
  '64 kB, not ASCII': bodyOf(65_536, 'aaaaaaaaaaaaaaaé'),
}

// What a request of a real sender has around the signature.
const ordinaryHeaders = {
  host: 'example.com',
  'user-agent': 'bench',
  'content-type': 'application/json',
  'content-length': '3072',
  accept: '*/*',
  connection: 'keep-alive',
  'x-event': 'build.finished',
  'x-delivery': 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
}

const stripe = new Stripe('sk_test_unused')
const hexScheme = hookstamp.hmacHex({ header: 'X-Hub-Signature-256' })
const stripeScheme = hookstamp.timestampedHmac({ header: 'Stripe-Signature' })
const standardScheme = hookstamp.standardWebhooks()
const hex = hookstamp.createVerifier(hexScheme, { secrets: [SECRET] })
const hexSigner = hookstamp.createSigner(hexScheme, { secrets: [SECRET] })
const timestamped = hookstamp.createVerifier(stripeScheme, { secrets: [SECRET] })
const timestampedSigner = hookstamp.createSigner(stripeScheme, { secrets: [SECRET] })
const standard = hookstamp.createVerifier(standardScheme, { secrets: [STANDARD_SECRET] })
const standardSigner = hookstamp.createSigner(standardScheme, { secrets: [STANDARD_SECRET] })
const reference = new standardwebhooks.Webhook(STANDARD_SECRET)
const svixReference = new svix.Webhook(STANDARD_SECRET)

/** The lines of the table: every scheme beside the library that is known for it. */
function reportAll(what, results, lines) {
  const by = Object.fromEntries(results.map((result) => [result.name, result]))
  const [{ name: against }] = results
  for (const [name, goal, peers = []] of lines) {
    const others = Object.fromEntries(peers.map((peer) => [peer, by[peer].ratio]))
    reportRatio(`${what}: ${name}`, by[name], { against, goal, peers: others })
  }
}

for (const [size, body] of Object.entries(bodies)) {
  const mac = createHmac('sha256', SECRET).update(body).digest()
  const signature = `sha256=${mac.toString('hex')}`
  const hexHeaders = { ...ordinaryHeaders, 'x-hub-signature-256': signature }
  const stripeHeaders = {
    ...ordinaryHeaders,
    'stripe-signature': timestampedSigner.sign({ body })['Stripe-Signature'],
  }
  const standardHeaders = { ...ordinaryHeaders, ...standardSigner.sign({ id: ID, body }) }

  const floor = () => timingSafeEqual(createHmac('sha256', SECRET).update(body).digest(), mac)
  const verified = await pairedRounds({
    'createHmac + timingSafeEqual': floor,
    'hookstamp hmacHex': () => hex.verify({ headers: hexHeaders, body }),
    'hookstamp hmacHex, awaited': async () => await hex.verify({ headers: hexHeaders, body }),
    'hookstamp standardWebhooks': () => standard.verify({ headers: standardHeaders, body }),
    'hookstamp timestampedHmac': () => timestamped.verify({ headers: stripeHeaders, body }),
    '@octokit/webhooks-methods': () => octokit.verify(SECRET, body.toString(), signature),
    'standardwebhooks, no parse': () => reference.verify(body, standardHeaders, { jsonParse: false }),
    'svix (parses)': () => svixReference.verify(body, standardHeaders),
    'stripe (parses)': () => stripe.webhooks.constructEvent(body, stripeHeaders['stripe-signature'], SECRET),
  })
  printRatios(`verify, ${size}`, verified)
  reportAll(`verify ${size}`, verified, [
    ['hookstamp hmacHex', size === '0.3 kB' ? 1.1 : 1.05, ['@octokit/webhooks-methods']],
    ['hookstamp hmacHex, awaited', size === '0.3 kB' ? 1.15 : 1.08],
    ['hookstamp standardWebhooks', 1.15, ['standardwebhooks, no parse', 'svix (parses)']],
    ['hookstamp timestampedHmac', undefined, ['stripe (parses)']],
  ])

  const signed = await pairedRounds({
    'createHmac, hex': () => createHmac('sha256', SECRET).update(body).digest('hex'),
    'hookstamp hmacHex': () => hexSigner.sign({ body }),
    'hookstamp standardWebhooks': () => standardSigner.sign({ id: ID, body }),
    'hookstamp timestampedHmac': () => timestampedSigner.sign({ body }),
    '@octokit/webhooks-methods': () => octokit.sign(SECRET, body.toString()),
    standardwebhooks: () => reference.sign(ID, new Date(), body),
    svix: () => svixReference.sign(ID, new Date(), body),
    stripe: () => stripe.webhooks.generateTestHeaderString({ payload: body.toString(), secret: SECRET }),
  })
  printRatios(`sign, ${size}`, signed)
  reportAll(`sign ${size}`, signed, [
    ['hookstamp hmacHex', 1.05, ['@octokit/webhooks-methods']],
    ['hookstamp standardWebhooks', undefined, ['standardwebhooks', 'svix']],
    ['hookstamp timestampedHmac', undefined, ['stripe']],
  ])
}

{
  const body = Buffer.alloc(10 * 1024 * 1024, 'a')
  const mac = createHmac('sha256', SECRET).update(body).digest()
  const headers = { ...ordinaryHeaders, 'x-hub-signature-256': `sha256=${mac.toString('hex')}` }
  printRatios(
    'verify, 10 MB',
    await pairedRounds(
      {
        'floor: createHmac + timingSafeEqual': () =>
          timingSafeEqual(createHmac('sha256', SECRET).update(body).digest(), mac),
        'hookstamp hmacHex': () => hex.verify({ headers, body }),
      },
      { rounds: 31, roundMs: 1 },
    ),
  )
}

{
  const body = bodies['3 kB']
  const million = Array.from({ length: 1e6 }, () => 'v1,AAAA').join(' ')
  const malformed = {
    'hmacHex, wrong length': [hex, { ...ordinaryHeaders, 'x-hub-signature-256': 'sha256=00' }],
    'hmacHex, no header': [hex, ordinaryHeaders],
    'hmacHex, one header only, wrong length': [hex, { 'x-hub-signature-256': 'sha256=00' }],
    'standardWebhooks, no header': [standard, ordinaryHeaders],
    'standardWebhooks, 1e6 signatures': [
      standard,
      { ...ordinaryHeaders, 'webhook-id': ID, 'webhook-timestamp': '1', 'webhook-signature': million },
    ],
  }
  const refused = await pairedRounds({
    nothing: () => body.length,
    ...Object.fromEntries(
      Object.entries(malformed).map(([name, [verifier, headers]]) => [
        name,
        () => verifier.verify({ headers, body }),
      ]),
    ),
  })
  printRatios('refused by its headers (no MAC)', refused)
  for (const { name, nanos } of refused.slice(1)) {
    const against = 'absolute; no MAC is computed'
    report({ figure: `refuse: ${name}`, value: nanos, unit: 'ns', digits: 0, against, goal: 100 })
  }
}

{
  // The other half of the package, as a browser or a Worker gets it, here on Node's own Web Crypto.
  const { outputFiles } = await build({
    stdin: { contents: "export * from 'hookstamp/signing'", resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  const web = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  )
  const verifier = web.createVerifier(web.hmacHex({ header: 'X-Hub-Signature-256' }), { secrets: [SECRET] })
  const key = await webcrypto.subtle.importKey(
    'raw',
    Buffer.from(SECRET),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  )
  for (const [size, body] of Object.entries(bodies)) {
    const mac = createHmac('sha256', SECRET).update(body).digest()
    const headers = { ...ordinaryHeaders, 'x-hub-signature-256': `sha256=${mac.toString('hex')}` }
    const verified = await pairedRounds(
      {
        'subtle.verify, key cached': () => webcrypto.subtle.verify('HMAC', key, mac, body),
        'hookstamp hmacHex': () => verifier.verify({ headers, body }),
      },
      { rounds: 101 },
    )
    printRatios(`verify on Web Crypto, ${size}`, verified)
    reportAll(`verify ${size} on Web Crypto`, verified, [['hookstamp hmacHex', 1.1]])
  }
}
