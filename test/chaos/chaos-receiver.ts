/**
 * Receivers that misbehave in every way there is a name for, as a transport on an injected clock: nothing leaves the
 * process, and a run with the same seed is the same run. Each endpoint's path says how it behaves.
 */
import { createVerifier, hmacHex } from 'hookstamp/signing'
import type { WaitingClock } from '../../src/internal/clock.js'
import type { Transport, TransportRequest, TransportResult } from '../../src/ports/transport.js'

export const behaviours = [
  'healthy',
  'flaky',
  'slow',
  'down-for-an-hour',
  'dead',
  'overloaded',
  'loses-answers',
  'closes-kept-connections',
  'redirects',
  'gone',
] as const
export type Behaviour = (typeof behaviours)[number]

/** A request as it got to its receiver. */
export interface Arrival {
  readonly eventId: number
  readonly verified: boolean
  readonly accepted: boolean
}

export interface ChaosReceiver extends Transport {
  /** URL → what arrived there. */
  readonly arrivals: ReadonlyMap<string, readonly Arrival[]>
}

const HOUR = 60 * 60 * 1000
const DEADLINE_MS = 15_000

export function chaosReceiver(clock: WaitingClock, chance: () => number, secret: string): ChaosReceiver {
  const arrivals = new Map<string, Arrival[]>()
  const verifier = createVerifier(hmacHex({ header: 'X-Shop-Signature' }), { secrets: [secret] })
  const startedAt = clock.now()

  const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve))
  const arrive = async (
    { url, headers, body }: TransportRequest,
    status: number,
  ): Promise<TransportResult> => {
    const { data } = JSON.parse(new TextDecoder().decode(body)) as { data: { id: number } }
    const { ok } = await verifier.verify({ headers, body })
    const here = arrivals.get(url) ?? []
    here.push({ eventId: data.id, verified: ok, accepted: status >= 200 && status < 300 })
    arrivals.set(url, here)
    return answer(status)
  }

  /** What each does with a request; an error means that nothing arrived, unless it says so. */
  const behave: Readonly<Record<Behaviour, (request: TransportRequest) => Promise<TransportResult>>> = {
    healthy: (request) => arrive(request, 204),
    flaky: (request) => arrive(request, chance() < 0.4 ? 500 : 200),
    slow: async (request) => {
      const ms = 5000 * Math.ceil(chance() * 4)
      await wait(Math.min(ms, DEADLINE_MS))
      // It goes on working after we have hung up: received, and not known to be.
      const result = await arrive(request, 200)
      return ms > DEADLINE_MS ? failure('deadline-exceeded') : result
    },
    'down-for-an-hour': async (request) =>
      clock.now() - startedAt < HOUR ? failure('connect-failed') : arrive(request, 200),
    dead: async () => failure('connect-failed'),
    overloaded: async (request) =>
      chance() < 0.3 ? answer(chance() < 0.5 ? 429 : 503, { 'retry-after': '30' }) : arrive(request, 200),
    'loses-answers': async (request) => {
      const result = await arrive(request, 200)
      return chance() < 0.3 ? failure('connect-failed') : result
    },
    'closes-kept-connections': async (request) =>
      chance() < 0.3 ? { ...failure('connect-failed'), retry: 'at-once' as const } : arrive(request, 200),
    redirects: async () => answer(302, { location: 'https://elsewhere.example/' }),
    gone: async (request) => (chance() < 0.1 ? answer(410) : arrive(request, 200)),
  }

  return {
    arrivals,
    caps: { egress: 'none' },
    send: (request) => behave[new URL(request.url).pathname.slice(1) as Behaviour](request),
    checkUrl: () => undefined,
    close: () => {},
  }
}

function answer(status: number, headers: Record<string, string> = {}): TransportResult {
  return { response: { status, headers, body: new Uint8Array() }, durationNs: 1 }
}

function failure(code: string): TransportResult & { readonly response?: undefined } {
  return { error: { code, message: 'chaos' }, durationNs: 1 }
}
