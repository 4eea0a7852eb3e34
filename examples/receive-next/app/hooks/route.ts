/** Next, app router: POST /hooks. Next leaves the body alone until someone reads it. */
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/fetch'
import { djinn } from 'hookstamp/dialects/djinn'

const receiver = createReceiver({ dialect: djinn, secrets: [process.env['DJINN_SECRET'] ?? ''] }).on(
  'build.finished',
  ({ payload }) => console.log(`build ${payload.id} ${payload.status}`),
)

export const POST: (request: Request) => Promise<Response> = endpoint(receiver)
