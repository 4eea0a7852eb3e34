import { copyStore } from 'hookstamp/stores/copy'
import type { Command } from './command.js'
import { openPostgres, openSqlite } from './databases.js'
import { exitCodes, misused } from './exit.js'
import { print, printJson, table } from './terminal.js'

export const command: Command = {
  usage: 'migrate <file> [options]',
  about:
    'Copies everything from a SQLite database to PostgreSQL, ids and all, in one transaction: once the application has ' +
    'stopped, and before it starts on PostgreSQL. The file is left as it is; never start on it again.',
  options: {
    'to-env': { value: 'name', help: 'variable that holds where to: postgresql://… (DATABASE_URL)' },
    schema: { value: 'name', help: 'schema to copy into, empty or not there yet (hookstamp)' },
  },
  examples: [
    'DATABASE_URL=postgresql://app@db.example.com/app hookstamp migrate hooks.db',
    'hookstamp migrate hooks.db --to-env HOOKS_DATABASE_URL --schema hooks',
  ],
  run: async (args) => {
    const [file, ...more] = args.positionals
    if (file === undefined || more.length > 0) throw misused('Name one file: the SQLite database.')
    const variable = args.text('to-env') ?? 'DATABASE_URL'
    const url = process.env[variable] ?? ''
    if (url === '') throw misused(`Where to? The variable ${variable} is not set.`)
    const schema = args.text('schema') ?? 'hookstamp'
    const database = await openSqlite(file)
    const pool = openPostgres(url)
    try {
      const copied = await copyStore(database, pool, { schema })
      if (args.json) printJson({ schema, copied })
      else {
        print(table(Object.entries(copied).map(([name, rows]) => [name, String(rows)])))
        print(`Copied to the schema "${schema}", and compared.`)
      }
      return exitCodes.done
    } finally {
      await pool.end()
      database.close()
    }
  },
}
