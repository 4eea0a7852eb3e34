import { HookstampError } from '../errors.js'
import { fromBase64, toBase64 } from '../internal/base64.js'
import { systemRandom, type Random } from '../internal/random.js'
import type { SecretBox } from '../ports/secret-box.js'

/** A key and the name under which sealed texts remember it. */
export interface AesKey {
  /** Letters, digits, `-` and `_`; never given to another key. */
  readonly id: string
  /** 32 bytes, as they are or in base64. */
  readonly key: Uint8Array | string
}

export interface AesSecretBoxOptions {
  /** The first seals, all open. For a new key, put it first and keep the old ones until nothing is sealed with them. */
  readonly keys: readonly AesKey[]
  /** @default the platform's cryptographic source */
  readonly random?: Random
}

// The platform's own type, whose name differs between runtimes.
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

// Tells sealed texts from plain ones, and this form of them from later ones.
const FORM = 'box1'
const ID = /^[A-Za-z0-9_-]{1,32}$/
const KEY_BYTES = 32
// 96 bits, as GCM wants it. Random ones are safe for 2^32 texts a key: far more webhooks than there are.
const NONCE_BYTES = 12

/**
 * A secret box by AES-256-GCM. A sealed text is `box1.<key id>.<base64 of nonce, ciphertext and tag>`; a text that
 * does not look like one opens as it is, so that encryption can be switched on over a store that has secrets.
 *
 * @throws HookstampError `option-invalid`
 * @example
 * aesSecretBox({ keys: [{ id: '2026', key: process.env.HOOK_KEY! }] })   // openssl rand -base64 32
 * @see NIST SP 800-38D
 */
export function aesSecretBox({ keys, random = systemRandom }: AesSecretBoxOptions): SecretBox {
  const imported = new Map<string, Promise<Key>>()
  for (const { id, key } of keys) imported.set(checkedId(id, imported), importKey(id, key))
  const [sealing] = keys
  if (sealing === undefined) throw new HookstampError('option-invalid', 'keys: expected at least one key.')

  return {
    seal: async (plain, context) => {
      const nonce = new Uint8Array(NONCE_BYTES)
      random.fill(nonce)
      const key = (await imported.get(sealing.id)) as Key
      const bytes = await crypto.subtle.encrypt(
        parameters(nonce, context),
        key,
        new TextEncoder().encode(plain),
      )
      return `${FORM}.${sealing.id}.${toBase64(new Uint8Array([...nonce, ...new Uint8Array(bytes)]))}`
    },
    open: async (sealed, context) => {
      const [form, id = '', text = ''] = sealed.split('.')
      if (form !== FORM) return sealed
      const key = await imported.get(id)
      if (key === undefined) throw unreadable(`it was sealed with key "${id}", which is not among the keys`)
      const bytes = fromBase64(text)
      if (bytes === undefined) throw unreadable('it is not whole')
      const nonce = bytes.slice(0, NONCE_BYTES)
      try {
        const plain = await crypto.subtle.decrypt(parameters(nonce, context), key, bytes.slice(NONCE_BYTES))
        return new TextDecoder().decode(plain)
      } catch {
        throw unreadable('it was altered, or belongs elsewhere')
      }
    },
  }
}

function parameters(
  nonce: Uint8Array<ArrayBuffer>,
  context: string,
): { name: 'AES-GCM'; iv: Uint8Array<ArrayBuffer>; additionalData: Uint8Array<ArrayBuffer> } {
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(context) }
}

function checkedId(id: string, taken: ReadonlyMap<string, unknown>): string {
  if (ID.test(id) && !taken.has(id)) return id
  throw new HookstampError(
    'option-invalid',
    'keys: an id is 1 to 32 letters, digits, "-" or "_", and names one key.',
  )
}

function importKey(id: string, key: Uint8Array | string): Promise<Key> {
  const bytes = typeof key === 'string' ? fromBase64(key) : key
  if (bytes?.length !== KEY_BYTES) {
    throw new HookstampError(
      'option-invalid',
      `keys: key "${id}" is not ${KEY_BYTES} bytes, nor base64 of them.`,
    )
  }
  return crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function unreadable(why: string): HookstampError {
  return new HookstampError('secret-malformed', `A sealed secret cannot be opened: ${why}.`)
}
