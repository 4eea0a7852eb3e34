let loaded: typeof import('node:crypto') | undefined

/** node:crypto, at first use: importing it takes longer than importing all of hookstamp/signing. */
export function node(): typeof import('node:crypto') {
  return (loaded ??= process.getBuiltinModule('node:crypto'))
}
