import { HookstampError } from '../errors.js'
import { readHeader, type HeadersInput } from '../internal/headers.js'
import type { SigningScheme, Strength } from './scheme.js'

/** Several named schemes of one sender, and the rule which of them decides about a message. */
export interface SchemeSet<Name extends string = string> {
  readonly schemes: Readonly<Record<Name, SigningScheme>>
  /** Given the schemes that have secrets (at least one): which one decides about a message with these headers. */
  chooser<Keyed extends { readonly name: string; readonly scheme: SigningScheme }>(
    configured: readonly Keyed[],
  ): (headers: HeadersInput) => Keyed
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
    chooser: (configured) => {
      const strongest = Math.max(...configured.map(({ scheme }) => rank[scheme.strength]))
      const accepted = configured
        .filter(({ name, scheme }) => rank[scheme.strength] === strongest || tolerated.includes(name))
        .sort((a, b) => rank[b.scheme.strength] - rank[a.scheme.strength])
      const proofHeaders = accepted.map(({ scheme }) => (scheme.headers[0] as string).toLowerCase())
      return (headers) => {
        const present = proofHeaders.findIndex((header) => readHeader(headers, header) !== undefined)
        // Without any proof the strongest decides, and finds it missing.
        return accepted[Math.max(present, 0)] as (typeof accepted)[number]
      }
    },
  }
}

/**
 * Holds names against the schemes there are.
 * @throws HookstampError `scheme-unknown`
 */
export function assertKnown(
  schemes: Readonly<Record<string, SigningScheme>>,
  names: readonly string[],
): void {
  for (const name of names) {
    if (Object.hasOwn(schemes, name)) continue
    const known = Object.keys(schemes).join(', ')
    throw new HookstampError('scheme-unknown', `There is no scheme "${name}" here. There is: ${known}.`)
  }
}
