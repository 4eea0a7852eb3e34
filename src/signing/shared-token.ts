import { digestsMatch } from '#crypto'
import { HookstampError } from '../errors.js'
import { malformed, proofHeader } from './proof-header.js'
import type { Proof, SigningScheme } from './scheme.js'

export interface SharedTokenOptions {
  /** Name of the header, in the casing to send it with, e.g. `X-Gitlab-Token`. */
  readonly header: string
}

/** The token that a message carries. */
export interface TokenProof extends Proof {
  readonly token: string
}

// What survives as a header everywhere: no control characters, nothing that is trimmed, nothing that has to be decoded.
const grammar = /^[!-~](?:[ -~]{0,4094}[!-~])?$/
// Whatever is not UTF-8, or begins with a byte order mark, decodes to something that is not ASCII either.
const decoder = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true })
const TOKEN = '1 to 4096 printable ASCII characters, no space at either end'

/**
 * One header with a secret in clear, as GitLab sends it. It says nothing about the body and is readable by
 * everyone on the way: prefer a signature where the sender offers one.
 * A token is printable ASCII, at most 4096 characters, without space at either end. GitLab strips line breaks
 * before it sends, so a secret that holds one would never match and is refused.
 *
 * @throws HookstampError `option-invalid` if `header` cannot be the name of a header
 * @example
 * const verifier = createVerifier(sharedToken({ header: 'X-Gitlab-Token' }), { secrets: [process.env.TOKEN!] })
 * @see https://docs.gitlab.com/user/project/integrations/webhooks/
 */
export function sharedToken({ header }: SharedTokenOptions): SigningScheme<string, TokenProof> {
  const read = proofHeader(header)
  const refusal = malformed(header, TOKEN)
  return {
    name: 'shared-token',
    headers: [header],
    strength: 'token',
    signsWith: 'newest',
    importSecret: (secret) => {
      const token = typeof secret === 'string' ? secret : decoder.decode(secret)
      if (grammar.test(token)) return token
      throw new HookstampError('secret-malformed', `A token is ${TOKEN}: it travels in a header.`)
    },
    inspect: (headers) => {
      const token = read(headers)
      if (typeof token !== 'string') return token
      return grammar.test(token) ? { token } : refusal
    },
    matches: ({ token }, _body, key) => digestsMatch(token, key),
    sign: (_message, [token]) => ({ [header]: token as string }),
  }
}
