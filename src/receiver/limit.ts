/** First step: what can be refused without secrets and without reading the body. */
import { readHeader, type HeadersInput } from '../internal/headers.js'
import { reject, type Rejection } from './outcome.js'
import type { RequestHead } from './request.js'

export function limit(request: RequestHead, maxBodyBytes: number): Rejection | undefined {
  const { method, headers } = request
  if (method !== undefined && method !== 'POST') {
    return reject('method-not-allowed', 'Webhooks are sent with POST.')
  }
  if (isEncoded(headers)) {
    return reject(
      'body-encoded',
      'The request has a Content-Encoding. The signature covers bytes, and whether a proxy or parser has inflated ' +
        'them cannot be known: have the sender leave them uncompressed.',
    )
  }
  const declared = declaredBytes(headers)
  return declared !== undefined && declared > maxBodyBytes ? tooLarge(maxBodyBytes) : undefined
}

export function tooLarge(maxBodyBytes: number): Rejection {
  return reject('body-too-large', `The body has more than maxBodyBytes, ${maxBodyBytes} bytes.`)
}

/** The Content-Length as the sender gave it, or undefined: chunked bodies have none. */
export function declaredBytes(headers: HeadersInput): number | undefined {
  const declared = readHeader(headers, 'content-length')
  return typeof declared === 'string' && /^\d{1,15}$/.test(declared) ? Number(declared) : undefined
}

function isEncoded(headers: HeadersInput): boolean {
  const encoding = readHeader(headers, 'content-encoding')
  return encoding !== undefined && !(typeof encoding === 'string' && /^\s*(identity)?\s*$/i.test(encoding))
}
