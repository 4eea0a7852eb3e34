/** The body of a request, as the fields it holds: JSON, or a form. */
import * as z from 'zod'
import { readRequest } from '../adapters/web-body.js'
import { HookstampError } from '../errors.js'
import { toBytes } from '../internal/bytes.js'
import { declaredBytes } from '../receiver/limit.js'

type Fields = Readonly<Record<string, unknown>>

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a body up to a cap. A JSON field that is null counts as not sent; no body has no fields.
 *
 * @throws HookstampError `body-too-large`, `body-encoded`, `body-not-utf8`, `body-not-json`, `body-consumed`
 */
export async function readFields(request: Request, schema: z.ZodType, maxBytes: number): Promise<Fields> {
  if ((declaredBytes(request.headers) ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const bytes = toBytes(
    await readRequest(request, maxBytes, 'Hand the request over before anything reads its body.'),
  )
  if (bytes.length > maxBytes) throw tooLarge(maxBytes)
  if (bytes.length === 0) return {}
  const text = toText(bytes)
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/x-www-form-urlencoded') return fromForm(new URLSearchParams(text), schema)
  if (type === '' || type === 'application/json' || type.endsWith('+json')) return fromJson(text)
  throw new HookstampError('body-encoded', 'Send application/json or application/x-www-form-urlencoded.')
}

function tooLarge(maxBytes: number): HookstampError {
  return new HookstampError('body-too-large', `The body has more than ${maxBytes} bytes.`)
}

function toText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new HookstampError('body-not-utf8', 'The body is not UTF-8.', { cause })
  }
}

function fromJson(text: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new HookstampError('body-not-json', 'The body is not JSON.', { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HookstampError('body-not-json', 'The body is not a JSON object.')
  }
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
}

/** Everything in a form is text: what the schema wants otherwise is read from it, if it can be. */
function fromForm(form: URLSearchParams, schema: z.ZodType): Fields {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Readonly<Record<string, z.ZodType>>) : {}
  const fields: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(shape)) {
    const texts = [...form.getAll(name), ...form.getAll(`${name}[]`)]
    if (texts.length > 0) fields[name] = fromTexts(texts, unwrapped(field))
  }
  return fields
}

const YES = ['true', '1', 'on']
const NO = ['false', '0', 'off', '']

function fromTexts(texts: readonly string[], schema: z.ZodType): unknown {
  if (schema instanceof z.ZodArray) return texts.filter((text) => text !== '')
  const text = texts.at(-1) as string
  if (schema instanceof z.ZodBoolean && YES.includes(text)) return true
  if (schema instanceof z.ZodBoolean && NO.includes(text)) return false
  return schema instanceof z.ZodNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap() as z.ZodType) : schema
}
