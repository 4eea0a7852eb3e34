/**
 * What a maintainer runs before publishing: `npm run release:check`. Says everything that is missing at once; then runs
 * the whole check. `--quick` leaves that out.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface ReleaseFacts {
  readonly version: string
  /** Text of CHANGELOG.md. */
  readonly changelog: string
  /** `version` of package-lock.json. */
  readonly lockedVersion: string
  /** What `git status --porcelain` prints. */
  readonly changes: string
  readonly tags: readonly string[]
  readonly branch: string
}

/** Everything that stands against a release; empty if nothing does. */
export function obstacles(facts: ReleaseFacts): readonly string[] {
  const { version, changelog, lockedVersion, changes, tags, branch } = facts
  const found: string[] = []
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    found.push(`package.json: "${version}" is no semantic version.`)
  if (lockedVersion !== version) {
    found.push(
      `package-lock.json says ${lockedVersion}, package.json ${version}: npm install --package-lock-only`,
    )
  }
  if (tags.includes(`v${version}`)) found.push(`v${version} is tagged already: raise the version.`)
  const section = sectionOf(changelog, version)
  if (section === undefined) {
    found.push(`CHANGELOG.md has no section "## [${version}] - <date>": move what is under Unreleased there.`)
  } else {
    if (!/^## \[[^\]]+\] - \d{4}-\d\d-\d\d$/m.test(section)) {
      found.push(`CHANGELOG.md: the section of ${version} has no date, as in "## [${version}] - 2026-01-31".`)
    }
    if (!/^- \S/m.test(section)) found.push(`CHANGELOG.md: the section of ${version} says nothing.`)
  }
  if (/^- \S/m.test(sectionOf(changelog, 'Unreleased') ?? '')) {
    found.push('CHANGELOG.md: something is still under Unreleased.')
  }
  if (changes.trim() !== '') found.push(`Not everything is committed:\n${changes.trimEnd()}`)
  if (branch !== 'main') found.push(`This is ${branch}, not main.`)
  return found
}

/** A section of a changelog, its heading included. */
export function sectionOf(changelog: string, name: string): string | undefined {
  return changelog.split(/^(?=## \[)/m).find((section) => section.startsWith(`## [${name}]`))
}

function read(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = obstacles({
    version: (JSON.parse(read('package.json')) as { readonly version: string }).version,
    changelog: read('CHANGELOG.md'),
    lockedVersion: (JSON.parse(read('package-lock.json')) as { readonly version: string }).version,
    changes: git('status', '--porcelain'),
    tags: git('tag', '--list').split('\n'),
    branch: git('branch', '--show-current').trim(),
  })
  for (const obstacle of found) console.error(`- ${obstacle}`)
  if (found.length > 0) process.exitCode = 1
  else if (!process.argv.includes('--quick')) {
    // Missing services and compilers may be skipped from day to day, not before a release.
    const env = { ...process.env, HOOKSTAMP_REQUIRE_SERVICES: '1' }
    execFileSync('npm', ['run', 'check'], { cwd: root, env, stdio: 'inherit' })
  }
}
