import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { summaries } from '../../src/cli/commands.js'
import { root } from '../architecture/source.js'
import { program } from './run.js'

const { run, folder } = program()
const page = readFileSync(join(root, 'docs/cli.md'), 'utf8')

describe('hookstamp', () => {
  it.each([[['--help']], [['-h']], [['help']]])('%j shows every command', async (args) => {
    const { code, out } = await run(args)
    expect(code).toBe(0)
    for (const [name, summary] of Object.entries(summaries))
      expect(out).toMatch(new RegExp(`  ${name} +${summary}`))
  })

  it('without a command shows the same, as a mistake', async () => {
    const { code, out } = await run([])
    expect([code, out]).toEqual([2, (await run(['--help'])).out])
  })

  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })

  it.each(Object.keys(summaries))('%s has help with usage, options and examples', async (name) => {
    const { code, out } = await run([name, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/\nUsage\n {2}hookstamp /)
    expect(out).toMatch(/\n {6}--json +\S/)
    expect(out).toMatch(/\nExamples\n {2}\S/)
    expect((await run(['help', name])).out).toBe(out)
  })

  it.each(Object.keys(summaries))('every option of %s is documented', async (name) => {
    const { out } = await run([name, '--help'])
    const options = [...out.matchAll(/^ {2}(?:-\w, | {4})--([a-z-]+)/gm)].map(
      ([, option]) => option as string,
    )
    expect(options.length).toBeGreaterThan(2)
    expect(options.filter((option) => !page.includes(`--${option}`))).toEqual([])
    expect(page).toContain(`## \`${name === 'trigger' ? 'send' : name}\``)
  })

  it.each([
    ['an unknown command', ['sned'], /There is no command "sned"\. There is: listen, send/],
    ['an unknown option', ['secret', '--lenght', '9'], /Unknown option '--lenght'/],
    [
      'a secret on the command line',
      ['sign', '--secret', 's3cret'],
      /not taken from the command line.*HOOKSTAMP_SECRET/,
    ],
    ['the same with =', ['sign', '--secret=s3cret'], /not taken from the command line/],
    [
      'a word that is none of several',
      ['schema', 'djinn', '--as', 'xml'],
      /expected json-schema, openapi, asyncapi; got "xml"/,
    ],
    ['a number that is none', ['listen', '--port', 'http'], /--port: expected a whole number from 0 on/],
    ['a dialect that is none', ['events', 'gitea'], /There is no dialect "gitea". There is: djinn, gitlab/],
  ])('refuses %s', async (_what, args, message) => {
    const { code, out, err } = await run(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('s3cret')
  })

  it('tells errors to programs in JSON', async () => {
    const { code, out, err } = await run(['sign', '-s', 'standard-webhooks', '--json'], {
      secret: 'not base64!',
    })
    expect([code, err]).toEqual([2, ''])
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'secret-malformed' } })
  })

  it('stops quietly when its reader does', () => {
    const line = `"${process.execPath}" "${join(folder(), '../dist/cli/main.js')}" schema gitlab | head -c 10`
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' })
    expect([stdout, stderr]).toEqual(['{\n  "$sche', ''])
  })
})
