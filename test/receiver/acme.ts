/** A small dialect of our own for the receiver's tests, with a namesake that shares one event type. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { defineDialect } from 'hookstamp'
import { hmacHex } from 'hookstamp/signing'
import { readHeader } from '../../src/internal/headers.js'

const schemes = { hmac: hmacHex({ header: 'X-Acme-Signature', prefix: 'sha256=' }) }

export const acme = defineDialect({
  name: 'acme',
  events: {
    'invoice.paid': z.object({ id: z.string(), cents: z.number() }),
    'invoice.voided': z.object({ id: z.string() }),
    ping: { strict: z.strictObject({ n: z.number() }), loose: z.looseObject({ n: z.number().nullish() }) },
  },
  schemes,
  maxBodyBytes: 1000,
  facts: (headers) => {
    const deliveryId = readHeader(headers, 'x-acme-delivery')
    return typeof deliveryId === 'string' ? { deliveryId } : {}
  },
})

export const acmeAudit = defineDialect({
  name: 'acme-audit',
  events: { ping: z.object({ who: z.string() }), 'login.failed': z.object({ who: z.string() }) },
  schemes,
})

export const secret = 's3cret-canary'

export function signed(
  body: string | Uint8Array,
  { key = secret, headers = {} }: { key?: string; headers?: Record<string, string> } = {},
): { method: string; headers: Record<string, string>; body: Uint8Array } {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signature = `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`
  return {
    method: 'POST',
    headers: { 'content-length': String(bytes.length), 'x-acme-signature': signature, ...headers },
    body: bytes,
  }
}

export function message(type: string, data: unknown): string {
  return JSON.stringify({ type, timestamp: '2026-01-01T00:00:00.000Z', data })
}

export const paid: ReturnType<typeof signed> = signed(message('invoice.paid', { id: 'in_1', cents: 42 }))
