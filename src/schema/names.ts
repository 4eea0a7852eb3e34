/** Names for the schemas of a document: readable, unique, and good in every place that will hold them. */

/** `build.finished` → `BuildFinished`, `ssh_keys` → `SshKeys`. */
export function toPascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** What one of several is called: `commits` → `commit`, `entries` → `entry`. */
export function toSingular(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

/** Gives out names, none of them twice. */
export class Names {
  readonly #taken = new Set<string>()

  /** The first candidate that is free; else the last one, numbered. What OpenAPI and AsyncAPI refuse becomes `_`. */
  take(...candidates: readonly string[]): string {
    const spelled = candidates
      .map((name) => name.replace(/[^A-Za-z0-9._-]+/g, '_'))
      .filter((name) => name !== '')
    const last = spelled.at(-1) ?? 'Schema'
    let name = spelled.find((candidate) => !this.#taken.has(candidate)) ?? last
    for (let number = 2; this.#taken.has(name); number++) name = `${last}${number}`
    this.#taken.add(name)
    return name
  }
}
