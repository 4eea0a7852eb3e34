/** Emitting through the neutral doors, and what stands around it, with nothing outside the process. */
import { createDispatcher } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/fetch'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture, fixtures } from 'hookstamp/fixtures/djinn'
import { createManagementApi, createManagementClient, type ManagementUser } from 'hookstamp/management'
import { memoryQueue } from 'hookstamp/queues/memory'
import { toJsonSchema, toOpenApi } from 'hookstamp/schema'
import { memoryStore } from 'hookstamp/stores/memory'
import { fakeClock, recordingReceiver } from 'hookstamp/testing'
import { fetchTransport } from 'hookstamp/transports/fetch'
import { memoryTransport } from 'hookstamp/transports/memory'

const secret = 's3cret'
const payloadUrl = 'https://example.com/hooks'
const me: ManagementUser = { id: 1, username: 'me', email: 'me@example.com', createdAt: 0 }

/** Emits an event, has the first attempt refused, and returns what the receiver of the second did not get. */
export async function emitAndReceive(): Promise<readonly string[]> {
  const found: string[] = []
  const clock = fakeClock()
  const store = memoryStore({ clock })
  const receiver = recordingReceiver({ dialect: djinn, secrets: [secret], clock })
  const receive = endpoint(receiver)
  const transport = memoryTransport({
    respond: async ({ url, headers, body }, number) => {
      if (number === 0) return 503
      return (await receive(new Request(url, { method: 'POST', headers, body: Uint8Array.from(body) })))
        .status
    },
  })
  const dispatcher = createDispatcher({
    dialect: djinn,
    store,
    queue: memoryQueue({ clock }),
    transport,
    clock,
  })
  const namespace = await store.namespaces.create({ name: 'acme', user: me })
  await dispatcher.webhooks.create({ namespaceId: namespace.id, payloadUrl, secret })
  const { type, payload } = fixture('build.finished')
  await dispatcher.emit(type, payload, { namespaceId: namespace.id })
  await dispatcher.drain()
  if (receiver.events.length > 0) found.push('something came before its time')
  await clock.advance(60_000)
  await dispatcher.drain()
  const [event] = receiver.events
  if (event?.type !== 'build.finished' || event.payload.status !== 'passed')
    found.push('nothing was received')
  const [delivery] = await dispatcher.deliveries.list({})
  if (delivery?.state !== 'delivered' || delivery.attempts !== 2) {
    found.push(`the record says ${delivery?.state} after ${delivery?.attempts} attempts`)
  }
  await dispatcher.stop()
  return found
}

/** Sends one request through `fetchTransport` into a receiver, and one that it must not send. */
export async function sendByFetch(): Promise<readonly string[]> {
  const found: string[] = []
  const receiver = recordingReceiver({ dialect: djinn, secrets: [secret] })
  const receive = endpoint(receiver)
  const store = memoryStore()
  const transport = fetchTransport({
    trustDns: true,
    fetch: (input, init) => receive(new Request(input, init)),
  })
  const dispatcher = createDispatcher({ dialect: djinn, store, transport })
  const namespace = await store.namespaces.create({ name: 'acme', user: me })
  await dispatcher.webhooks.create({ namespaceId: namespace.id, payloadUrl, secret })
  const { type, payload } = fixture('build.submitted')
  await dispatcher.emit(type, payload, { namespaceId: namespace.id })
  await dispatcher.drain()
  if (receiver.events.length !== 1) found.push(`received: ${receiver.events.length}`)
  const refusal = transport.checkUrl('https://127.0.0.1/', { ssl: true })
  if (refusal?.code !== 'address-not-public') found.push(`an address of this machine: ${refusal?.code}`)
  await dispatcher.stop()
  await transport.close()
  return found
}

/** Creates, reads and is refused through the management API, by its typed client. */
export async function manage(): Promise<readonly string[]> {
  const found: string[] = []
  const store = memoryStore()
  await store.namespaces.create({ name: 'acme', user: me })
  const own = (is: boolean): ManagementUser | undefined => (is ? me : undefined)
  const baseUrl = 'https://example.com/api'
  const api = createManagementApi({
    store,
    baseUrl,
    users: {
      byId: (id) => own(id === me.id),
      byUsername: (username) => own(username === me.username),
      byHandle: (handle) => own(handle === me.username),
    },
    authenticate: ({ headers }) =>
      headers.get('authorization') === 'Bearer token'
        ? { user: me, permissions: ['namespace:read', 'namespace:write'] }
        : undefined,
  })
  const clientOf = (token: string): ReturnType<typeof createManagementClient> =>
    createManagementClient({ baseUrl, token, fetch: (url, init) => api(new Request(url, init)) })
  const client = clientOf('token')
  const created = await client.createWebhook({ username: 'me', path: 'acme', payload_url: payloadUrl })
  const webhooks = await client.listWebhooks({ username: 'me', path: 'acme' })
  if (webhooks.length !== 1 || webhooks[0]?.id !== created.id) found.push('the webhook is not in the list')
  const code = await clientOf('another')
    .listNamespaces()
    .then(
      () => 'let in',
      (error: unknown) => (error as { code?: string }).code,
    )
  if (code !== 'unauthenticated') found.push(`a stranger: ${code}`)
  return found
}

/** Writes down what a dialect sends. */
export async function describe(): Promise<readonly string[]> {
  const schema = await toJsonSchema(djinn)
  const openApi = await toOpenApi(djinn, { fixtures })
  const found: string[] = []
  if (!JSON.stringify(schema).includes('build.finished')) found.push('no build.finished in the JSON Schema')
  if (!JSON.stringify(openApi).includes('X-Djinn-CI-Signature'))
    found.push('no signature in the OpenAPI document')
  return found
}
