/** What routing, authentication, access and validation of the management API cost over a handler written by hand. */
import { createManagementApi } from 'hookstamp/management'
import { memoryStore } from 'hookstamp/stores/memory'
import { report } from './figures.mjs'
import { pairedCpu, printCpu } from './paired-cpu.mjs'

const COUNT = 5000
const base = 'https://api.example.com'
const me = { id: 1, username: 'me', email: 'me@example.com', createdAt: Date.UTC(2026, 0, 1) }
const principal = { user: me, permissions: ['namespace:read', 'namespace:write', 'namespace:delete'] }
const tokens = new Map([['Bearer 1a2b3c4d5f', principal]])
const users = {
  byId: (id) => (id === 1 ? me : undefined),
  byUsername: (username) => (username === 'me' ? me : undefined),
  byHandle: (handle) => (handle === 'me' ? me : undefined),
}
const authenticate = ({ headers }) => tokens.get(headers.get('authorization'))

const store = memoryStore()
const namespace = await store.namespaces.create({ name: 'djinn', user: { id: 1, username: 'me' } })
await store.webhooks.create({ namespaceId: namespace.id, payloadUrl: 'https://example.com/hook' })
const api = createManagementApi({ store, users, authenticate, baseUrl: base })

const instant = (at) => new Date(at).toISOString().replace('.000Z', 'Z')
const json = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'private, no-store' }

/** One route, for one kind of request, with what has to be looked up and nothing else. */
async function byHand(request) {
  const found = /^\/n\/([^/]+)\/([^-]+)\/-\/webhooks\/(\d+)$/.exec(new URL(request.url).pathname)
  const caller = await authenticate(request)
  if (found === null || !caller?.permissions.includes('namespace:read'))
    return new Response(null, { status: 404 })
  const owner = await users.byUsername(found[1])
  const at = owner && (await store.namespaces.getByPath(owner.username, found[2]))
  const webhook = at && (await store.webhooks.get(Number(found[3])))
  if (webhook?.namespaceId !== at?.id || caller.user.id !== owner.id)
    return new Response(null, { status: 404 })
  const url = `${base}/n/${owner.username}/${at.path}`
  const body = {
    id: webhook.id,
    author_id: webhook.authorId,
    user_id: owner.id,
    namespace_id: at.id,
    payload_url: webhook.payloadUrl,
    ssl: webhook.ssl,
    events: webhook.events,
    active: webhook.active,
    disabled_reason: webhook.disabledReason,
    paused_until: null,
    url: `${url}/-/webhooks/${webhook.id}`,
    namespace: {
      id: at.id,
      user_id: owner.id,
      root_id: at.rootId,
      parent_id: at.parentId,
      name: at.name,
      path: at.path,
      description: at.description,
      visibility: at.visibility,
      created_at: instant(at.createdAt),
      url,
      builds_url: `${url}/-/builds`,
      namespaces_url: `${url}/-/namespaces`,
      images_url: `${url}/-/images`,
      objects_url: `${url}/-/objects`,
      variables_url: `${url}/-/variables`,
      keys_url: `${url}/-/keys`,
      invites_url: `${url}/-/invites`,
      collaborators_url: `${url}/-/collaborators`,
      webhooks_url: `${url}/-/webhooks`,
      user: {
        id: owner.id,
        email: owner.email,
        username: owner.username,
        created_at: instant(owner.createdAt),
      },
    },
    last_response: null,
  }
  return new Response(`${JSON.stringify(body)}\n`, { status: 200, headers: json })
}

const ask = (handler) => async () => {
  for (let n = 0; n < COUNT; n++) {
    const headers = { Authorization: 'Bearer 1a2b3c4d5f' }
    const response = await handler(new Request(`${base}/n/me/djinn/-/webhooks/1`, { headers }))
    if (response.status !== 200) throw new Error(String(response.status))
  }
  return COUNT
}

const same = await Promise.all(
  [byHand, api].map(async (handler) => {
    const headers = { Authorization: 'Bearer 1a2b3c4d5f' }
    return (await handler(new Request(`${base}/n/me/djinn/-/webhooks/1`, { headers }))).text()
  }),
)
if (same[0] !== same[1]) throw new Error(`They answer differently:\n${same.join('')}`)

const results = await pairedCpu({ 'written by hand': ask(byHand), 'management API': ask(api) })
printCpu('GET one webhook, in process (goal: at most 30 µs more)', results)
const more = results[1].excess
console.log(`  ${more.value.toFixed(1)} µs more a request`)
report({
  figure: 'CPU of a request to the management API: GET one webhook',
  ...more,
  unit: 'µs',
  digits: 1,
  against: 'a handler written by hand that answers the same bytes',
  goal: 30,
})
