import { toAsyncApi, toJsonSchema, toOpenApi } from 'hookstamp/schema'
import type { Command } from './command.js'
import { choose, dialectHelp } from './dialects.js'
import { exitCodes, misused } from './exit.js'
import { printJson } from './terminal.js'

export const command: Command = {
  usage: 'schema <dialect> [options]',
  about:
    'Prints what a dialect sends, or a catalog of your own (a module that exports { "event.type": schema }), in a ' +
    'language that other tools read.',
  options: {
    as: { value: 'form', help: 'json-schema (default), openapi (3.1) or asyncapi (3.0)' },
    view: {
      value: 'view',
      help: 'strict (default): what the document promises; loose: what real senders send',
    },
    target: { value: 'draft', help: 'of json-schema: draft-2020-12 (default) or draft-07' },
    id: { value: 'uri', help: 'of json-schema: its $id' },
    title: { value: 'text', help: 'of openapi and asyncapi' },
    version: { value: 'text', help: 'of openapi and asyncapi: the version of what is described (1.0.0)' },
    'no-examples': { help: 'leave examples out' },
  },
  examples: [
    'hookstamp schema djinn --as openapi > openapi.json',
    'hookstamp schema ./src/hooks.js#acme --as asyncapi --title "Hooks of Acme" --version 2.1.0',
  ],
  run: async (args) => {
    const [name, ...more] = args.positionals
    if (name === undefined || more.length > 0) throw misused(`Name one dialect: ${dialectHelp}.`)
    const form = args.oneOf('as', ['json-schema', 'openapi', 'asyncapi'])
    const view = args.oneOf('view', ['strict', 'loose'])
    const target = args.oneOf('target', ['draft-2020-12', 'draft-07'])
    const { exported, fixtures } = await choose(name)
    const options = { view, ...(!args.flag('no-examples') && { fixtures }) }
    const [id, title, version] = [args.text('id'), args.text('title'), args.text('version')]
    const info = { ...(title !== undefined && { title }), ...(version !== undefined && { version }) }
    const document =
      form === 'json-schema'
        ? await toJsonSchema(exported, { ...options, target, ...(id !== undefined && { id }) })
        : form === 'openapi'
          ? await toOpenApi(exported, { ...options, info })
          : await toAsyncApi(exported, { ...options, info })
    printJson(document, args.json ? 0 : 2)
    return exitCodes.done
  },
}
