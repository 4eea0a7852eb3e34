/** Certificates of authorities, read when they are given: TLS itself passes over what it cannot read. */
import { X509Certificate } from 'node:crypto'
import { HookstampError } from '../../errors.js'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** @throws HookstampError `option-invalid` for a text that holds no certificate, or one that cannot be read */
export function readAuthorities(ca: string | readonly string[]): readonly string[] {
  return [ca].flat().flatMap((text) => {
    const certificates = String(text).match(CERTIFICATE) ?? []
    if (certificates.length > 0 && certificates.every(isReadable)) return certificates
    throw new HookstampError(
      'option-invalid',
      'ca: expected certificates in PEM (-----BEGIN CERTIFICATE-----).',
    )
  })
}

function isReadable(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).raw.length > 0
  } catch {
    return false
  }
}
