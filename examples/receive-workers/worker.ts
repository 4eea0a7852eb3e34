/** Cloudflare Workers: secrets are bindings, so they come with each request. */
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/fetch'
import { djinn } from 'hookstamp/dialects/djinn'

interface Env {
  readonly DJINN_SECRET: string
}

const receiver = createReceiver({
  dialect: djinn,
  secrets: (_request, env: Env) => [env.DJINN_SECRET],
}).on('build.finished', ({ payload }) => console.log(`build ${payload.id} ${payload.status}`))

const worker: { fetch: (request: Request, env: Env) => Promise<Response> } = { fetch: endpoint(receiver) }
export default worker
