import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { obstacles, sectionOf, type ReleaseFacts } from '../../scripts/release-check.js'
import { root } from '../architecture/source.js'

const ready: ReleaseFacts = {
  version: '1.2.0',
  lockedVersion: '1.2.0',
  changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-31\n\n### Added\n\n- A door.\n',
  changes: '',
  tags: ['v1.1.0', ''],
  branch: 'main',
}

describe('obstacles', () => {
  it('finds none where all is ready', () => {
    expect(obstacles(ready)).toEqual([])
  })

  it.each<[string, Partial<ReleaseFacts>, RegExp]>([
    ['a version that is none', { version: '1.2', lockedVersion: '1.2' }, /no semantic version/],
    ['a lock of another version', { lockedVersion: '1.1.0' }, /package-lock\.json says 1\.1\.0/],
    ['a version that is out', { tags: ['v1.2.0'] }, /tagged already/],
    ['no section', { changelog: '## [Unreleased]\n\n- A door.\n' }, /no section "## \[1\.2\.0\]/],
    ['no date', { changelog: '## [1.2.0]\n\n- A door.\n' }, /has no date/],
    [
      'an empty section',
      { changelog: '## [1.2.0] - 2026-01-31\n\n## [1.1.0] - 2026-01-01\n\n- Old.\n' },
      /says nothing/,
    ],
    [
      'leftovers',
      { changelog: ready.changelog.replace('d]\n', 'd]\n\n- Late.\n') },
      /still under Unreleased/,
    ],
    ['uncommitted files', { changes: ' M src/index.ts\n' }, /Not everything is committed:\n M src/],
    ['another branch', { branch: 'next' }, /This is next, not main/],
  ])('finds %s', (_what, facts, obstacle) => {
    expect(obstacles({ ...ready, ...facts }).join('\n')).toMatch(obstacle)
  })
})

describe('CHANGELOG.md', () => {
  it('has a section for the version of the package, or for what is not released yet, that says something', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
    expect(sectionOf(changelog, version) ?? sectionOf(changelog, 'Unreleased')).toMatch(/^- \S/m)
  })
})
