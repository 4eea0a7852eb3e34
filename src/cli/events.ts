import { toJsonSchema } from 'hookstamp/schema'
import type { Command } from './command.js'
import { builtIns, choose, isDialect, type Chosen } from './dialects.js'
import { exitCodes, misused } from './exit.js'
import { fieldsOf } from './fields.js'
import { paint, plain, print, printJson, table } from './terminal.js'

export const command: Command = {
  usage: 'events [dialect] [event] [options]',
  about: 'Lists the dialects; the events of one; or the fields of an event, with their types.',
  options: {
    view: {
      value: 'view',
      help: 'strict (default): what the document promises; loose: what real senders send',
    },
  },
  examples: ['hookstamp events', 'hookstamp events djinn', 'hookstamp events djinn build.finished'],
  run: async (args) => {
    const view = args.oneOf('view', ['strict', 'loose'])
    const [name, type, ...more] = args.positionals
    if (more.length > 0) throw misused('Expected a dialect and an event at most.')
    if (name === undefined) return listDialects(args.json)
    const { exported } = await choose(name)
    const types = typesOf(exported)
    if (type === undefined) {
      if (args.json) printJson(types)
      else print(types.map(plain).join('\n'))
      return exitCodes.done
    }
    if (!types.includes(type)) throw misused(`There is no event "${type}". There is: ${types.join(', ')}.`)
    const fields = fieldsOf(await toJsonSchema(exported, { view }), type)
    if (args.json) printJson(fields)
    else {
      print(paint('bold', type))
      print(table(fields.map(({ path, type: of, required }) => [`${path}${required ? '' : '?'}`, of])))
    }
    return exitCodes.done
  },
}

async function listDialects(json: boolean): Promise<number> {
  const all: Record<string, readonly string[]> = {}
  for (const [name, load] of Object.entries(builtIns)) all[name] = typesOf((await load()).exported)
  if (json) printJson(all)
  else print(table(Object.entries(all).map(([name, types]) => [name, `${types.length} events`])))
  return exitCodes.done
}

function typesOf(exported: Chosen['exported']): readonly string[] {
  return isDialect(exported) ? exported.eventTypes : Object.keys(exported)
}
