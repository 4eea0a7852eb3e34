/** What Go 1.18's `json.Encoder` writes, by its own rules and byte for byte, as plainly as can be: to compare with. */
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')]
const HEX = '0123456789abcdef'
const SHORT: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 34: '\\"', 92: '\\\\' }

/** `encodeState.string`, with `escapeHTML`. */
function string(text: string): number[] {
  const bytes = [...Buffer.from(text, 'utf8')]
  const out: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    const short = SHORT[byte]
    if (short !== undefined) out.push(...ascii(short))
    else if (byte < 0x20 || byte === 0x3c || byte === 0x3e || byte === 0x26) {
      out.push(...ascii(`\\u00${HEX[byte >> 4]}${HEX[byte & 15]}`))
    } else if (byte === 0xe2 && bytes[at + 1] === 0x80 && ((bytes[at + 2] ?? 0) & 0xfe) === 0xa8) {
      out.push(...ascii(`\\u202${HEX[(bytes[at + 2] as number) & 15]}`))
      at += 2
    } else out.push(byte)
  }
  return [34, ...out, 34]
}

/** `floatEncoder`: format 'f', or 'e' where the exponent is below -6 or 21 at least, cleaned of `e-0`. */
function float(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const size = Math.abs(value)
  if (size === 0) return `${sign}0`
  // The shortest digits that read back as the same; of two as near, the even one, as in Go.
  const [mantissa = '', power = ''] = size.toExponential().split('e')
  const exponent = Number(power)
  const digits = mantissa.replace('.', '')
  if (size < 1e-6 || size >= 1e21) {
    const written = Math.abs(exponent)
      .toString()
      .padStart(exponent < 0 ? 1 : 2, '0')
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${written}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return digits.length > exponent + 1 ? `${sign}${whole}.${digits.slice(exponent + 1)}` : sign + whole
}

function separated(parts: readonly number[][]): number[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [44, ...part]))
}

export function goJson(value: unknown): number[] {
  if (typeof value === 'string') return string(value)
  if (typeof value === 'number') return ascii(float(value))
  if (Array.isArray(value)) return [91, ...separated(value.map(goJson)), 93]
  if (typeof value !== 'object' || value === null) return ascii(String(value))
  const entries = Object.entries(value).filter(([, field]) => field !== undefined)
  entries.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return [123, ...separated(entries.map(([key, field]) => [...string(key), 58, ...goJson(field)])), 125]
}
