import { httpTransport } from 'hookstamp/transports/http'
import type { TransportResult } from 'hookstamp'
import { certificateOf } from './certificate.js'
import type { Command } from './command.js'
import { exitCodes, misused } from './exit.js'
import { readText } from './files.js'
import { paint, plain, print, printJson, table } from './terminal.js'

interface Check {
  readonly name: string
  readonly state: 'good' | 'warning' | 'bad'
  readonly message: string
  /** Code of the error, if it is one of docs/errors.md. */
  readonly code?: string
}

const DAY_MS = 86_400_000
// What verifiers tolerate by default, and a fifth of it.
const TOLERANCE_MS = 300_000
const NOTICEABLE_MS = 60_000

export const command: Command = {
  usage: 'doctor <url> [options]',
  about:
    'Checks whether a dispatcher could deliver to a URL: what the egress guard says of it and of what it resolves to, ' +
    'the certificate, the time of an answer, the clock of the receiver. Sends one POST without a signature, {}, which a ' +
    'receiver refuses: an answer of 4xx is as good as any here.',
  options: {
    'allow-http': { help: 'allow http, as egress.allowHttp does' },
    allow: { value: 'what', multiple: true, help: 'a range, address or host to allow, as egress.allow' },
    port: { value: 'number', multiple: true, help: 'a port to allow besides 443, as egress.ports' },
    ca: { value: 'file', help: 'certificates of your own authorities in PEM' },
    timeout: { value: 'seconds', help: 'for the whole request (15)' },
  },
  examples: [
    'hookstamp doctor https://example.com/hooks',
    'hookstamp doctor http://localhost:3000/ --allow-http --allow localhost --port 3000',
  ],
  run: async (args) => {
    const [url, ...more] = args.positionals
    if (url === undefined || more.length > 0) throw misused('Expected one URL.')
    const file = args.text('ca')
    const ca = file === undefined ? undefined : await readText(file)
    const timeoutMs = (args.integer('timeout', 1) ?? 15) * 1000
    const transport = httpTransport({
      timeoutMs,
      egress: {
        allowHttp: args.flag('allow-http'),
        allow: [...args.list('allow')],
        ports: args.list('port').map(Number),
      },
      ...(ca !== undefined && { ca }),
    })
    const refusal = transport.checkUrl(url, { ssl: false })
    const checks: Check[] = []
    if (refusal === undefined) {
      checks.push({ name: 'url', state: 'good', message: 'may be delivered to' })
      const result = await transport.send({
        url,
        headers: { 'Content-Type': 'application/json' },
        body: empty,
        ssl: false,
      })
      checks.push(...(await examine(new URL(url), result, ca, timeoutMs)))
    } else {
      checks.push({ name: 'url', state: 'bad', message: refusal.message, code: refusal.code })
    }
    await transport.close()
    if (args.json) printJson(checks)
    else print(table(checks.map(({ name, state, message }) => [mark(state), name, plain(message)])))
    return checks.some(({ state }) => state === 'bad') ? exitCodes.no : exitCodes.done
  },
}

const empty = new TextEncoder().encode('{}')

async function examine(
  url: URL,
  { response, error, durationNs, timings }: TransportResult,
  ca: string | undefined,
  timeoutMs: number,
): Promise<Check[]> {
  if (response === undefined) {
    return [{ name: partOf(error.code), state: 'bad', message: error.message, code: error.code }]
  }
  const checks: Check[] = [{ name: 'address', state: 'good', message: 'allowed, wherever it resolves to' }]
  if (url.protocol === 'https:') checks.push(await certificateCheck(url, ca, timeoutMs))
  const stages = Object.entries(timings ?? {})
    .filter((stage): stage is [string, number] => typeof stage[1] === 'number')
    .map(([name, ns]) => `${name.replace(/Ns$/, '')} ${Math.round(ns / 1e6)}`)
  const took = `${response.status} in ${Math.round(durationNs / 1e6)} ms`
  checks.push({
    name: 'answer',
    state:
      response.status >= 300 && response.status < 400 ? 'bad' : response.status >= 500 ? 'warning' : 'good',
    message: [took, ...(stages.length > 0 ? [`(${stages.join(', ')})`] : [])].join(' '),
  })
  checks.push(clockCheck(response.headers['date'] ?? response.headers['Date']))
  return checks
}

async function certificateCheck(url: URL, ca: string | undefined, timeoutMs: number): Promise<Check> {
  const facts = await certificateOf(url, ca, timeoutMs)
  if (facts === undefined)
    return { name: 'tls', state: 'warning', message: 'valid; a second look at it failed' }
  const days = Math.floor((facts.validUntil - Date.now()) / DAY_MS)
  return {
    name: 'tls',
    state: days < 14 ? 'warning' : 'good',
    message: `${facts.protocol}, valid for ${days} more days, issued by ${facts.issuer}`,
  }
}

function clockCheck(date: string | undefined): Check {
  const instant = Date.parse(date ?? '')
  if (Number.isNaN(instant))
    return { name: 'clock', state: 'warning', message: 'cannot be told: no Date in the answer' }
  const skewMs = instant - Date.now()
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const message =
    seconds <= 2 ? 'the same as here' : `${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} this machine`
  const state = seconds * 1000 > TOLERANCE_MS ? 'bad' : seconds * 1000 > NOTICEABLE_MS ? 'warning' : 'good'
  return {
    name: 'clock',
    state,
    message: state === 'bad' ? `${message}: signed times would be refused` : message,
  }
}

function partOf(code: string): string {
  if (/address|name/.test(code)) return 'address'
  return code === 'tls-failed' ? 'tls' : code.startsWith('url') ? 'url' : 'answer'
}

function mark(state: Check['state']): string {
  if (state === 'good') return paint('green', 'ok')
  return state === 'bad' ? paint('red', 'FAIL') : paint('yellow', 'warn')
}
