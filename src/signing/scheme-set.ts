import { HookstampError } from '../errors.js'
import { readHeader, type HeadersInput } from '../internal/headers.js'
import type { SigningScheme, Strength } from './scheme.js'
import { keyScheme, type KeyedScheme, type SecretImport, type SecretInput } from './secrets.js'

/** Several named schemes of one sender, and the rule which of them decides about a message. */
export interface SchemeSet<Name extends string = string> {
  readonly schemes: Readonly<Record<Name, SigningScheme>>
  /**
   * Imports the secrets and answers, for the headers of a message, which scheme decides about it; `undefined` when
   * no scheme has secrets.
   */
  keyed(
    secrets: { readonly [N in Name]?: readonly SecretInput[] },
    imports: SecretImport,
  ): ((headers: HeadersInput) => KeyedScheme) | undefined
}

const rank: Readonly<Record<Strength, number>> = { token: 0, signature: 1, 'timed-signature': 2 }

/**
 * Accepts several schemes side by side, for senders in migration, without letting the weakest set the standard.
 *
 * The strongest scheme that has secrets decides. A weaker one (`token` < `signature` < `timed-signature`) is not
 * accepted in its place unless `allowDowngradeTo` names it: whoever knows an old token could otherwise just leave
 * the signature out. Among accepted schemes, the strongest one whose header is present decides, and of equals the
 * first; a proof that is present and wrong is never forgiven because another is right.
 *
 * @throws HookstampError `scheme-unknown` if `allowDowngradeTo` names a scheme that is not there
 * @example
 * const schemes = firstPresent({ signature: standardWebhooks(), token: sharedToken({ header: 'X-Gitlab-Token' }) })
 * const verifier = createVerifier(schemes, { secrets: { signature: [signingToken], token: [secretToken] } })
 */
export function firstPresent<const Schemes extends Readonly<Record<string, SigningScheme>>>(
  schemes: Schemes,
  options: {
    /**
     * Weaker schemes to accept when the header of every stronger one is absent, although those have secrets.
     * @default none
     */
    readonly allowDowngradeTo?: readonly (keyof Schemes & string)[]
  } = {},
): SchemeSet<keyof Schemes & string> {
  const tolerated: readonly string[] = options.allowDowngradeTo ?? []
  assertKnown(schemes, tolerated)
  return {
    schemes,
    keyed: (secrets, imports) => {
      const keyed = keySchemes(schemes, secrets, imports)
      const strongest = Math.max(...keyed.map(({ scheme }) => rank[scheme.strength]))
      const accepted = keyed
        .filter(({ name, scheme }) => rank[scheme.strength] === strongest || tolerated.includes(name))
        .sort((a, b) => rank[b.scheme.strength] - rank[a.scheme.strength])
      const [first] = accepted
      if (first === undefined) return undefined
      if (accepted.length === 1) return () => first
      const proofHeaders = accepted.map(({ scheme }) => (scheme.headers[0] as string).toLowerCase())
      return (headers) => {
        const present = proofHeaders.findIndex((header) => readHeader(headers, header) !== undefined)
        // Without any proof the strongest decides, and finds it missing.
        return accepted[present] ?? first
      }
    },
  }
}

/**
 * Imports the secrets of several schemes, in the order of the schemes. Those without secrets are left out.
 * @throws HookstampError `scheme-unknown` for secrets of a scheme that is not there
 */
export function keySchemes(
  schemes: Readonly<Record<string, SigningScheme>>,
  lists: { readonly [scheme: string]: readonly SecretInput[] | undefined },
  imports: SecretImport,
): readonly KeyedScheme[] {
  assertKnown(schemes, Object.keys(lists))
  return Object.entries(schemes)
    .filter(([name]) => lists[name] !== undefined && lists[name].length > 0)
    .map(([name, scheme]) => keyScheme(name, scheme, lists[name] as readonly SecretInput[], imports))
}

function assertKnown(schemes: Readonly<Record<string, SigningScheme>>, names: readonly string[]): void {
  const unknown = names.find((name) => !Object.hasOwn(schemes, name))
  if (unknown === undefined) return
  const known = Object.keys(schemes).join(', ')
  throw new HookstampError('scheme-unknown', `There is no scheme "${unknown}" here. There is: ${known}.`)
}
