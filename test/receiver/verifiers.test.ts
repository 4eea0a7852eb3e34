import { describe, expect, it } from 'vitest'
import { defineDialect } from 'hookstamp'
import { hmacHex, type SigningScheme } from 'hookstamp/signing'
import { createVerifiers } from '../../src/receiver/verifiers.js'
import { toVerifiersFor } from '../../src/receiver/verifiers-for.js'
import { acme, acmeAudit, paid, secret } from './acme.js'

const token: SigningScheme = { ...hmacHex({ header: 'X-Token', prefix: '' }), strength: 'token' }
const migrating = defineDialect({ name: 'migrating', events: {}, schemes: { ...acme.schemes, token } })
const tokenOnly = { 'x-token': '0'.repeat(64) }

describe('createVerifiers', () => {
  it('takes a list for the default scheme of each dialect', () => {
    const verifiers = createVerifiers([acme, acmeAudit], [secret], { allowDowngradeTo: [] })
    for (const { verifier } of verifiers)
      expect(verifier.verify(paid)).toMatchObject({ ok: true, scheme: 'hmac' })
  })

  it('accepts no weaker scheme in place of a stronger one, unless it is named', () => {
    const secrets = { hmac: [secret], token: [secret] }
    const inspect = (allowDowngradeTo: readonly string[]) =>
      createVerifiers([migrating, acme], secrets, { allowDowngradeTo })[0]?.verifier.inspect(tokenOnly)
    expect(inspect([])).toMatchObject({ ok: false, code: 'missing', scheme: 'hmac' })
    expect(inspect(['token'])).toMatchObject({ scheme: 'token' })
  })

  it('leaves out a dialect without secrets where secrets are looked up, and refuses it where they are fixed', () => {
    const none = { allowDowngradeTo: [] }
    expect(createVerifiers([acme], [], { ...none, malformedSecrets: 'skip' })).toEqual([])
    expect(() => createVerifiers([acme], [], none)).toThrow(expect.objectContaining({ code: 'secret-empty' }))
  })
})

describe('secrets of the wrong form', () => {
  it.each(['a string', 7, null])('such as %j are refused', (secrets) => {
    expect(() => createVerifiers([acme], secrets as never, { allowDowngradeTo: [] })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })
})

describe('toVerifiersFor', () => {
  const tell = (): Promise<void> => Promise.resolve()

  it('makes verifiers once when secrets are fixed', () => {
    const verifiersFor = toVerifiersFor({ dialect: acme, secrets: [secret] }, [acme], tell)
    expect(verifiersFor(paid)).toBe(verifiersFor(paid))
  })

  it('turns whatever goes wrong in a lookup into a rejection', async () => {
    for (const found of [{ nope: [secret] }, 'a string', 7]) {
      const verifiersFor = toVerifiersFor({ dialect: acme, secrets: () => found as never }, [acme], tell)
      expect(await verifiersFor(paid)).toMatchObject({ ok: false, code: 'secrets-unavailable' })
    }
  })
})
