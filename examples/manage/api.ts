/** What the four examples beside this one mount: the management API over a store in memory, with one user and one token. */
import { createDispatcher } from 'hookstamp'
import { djinn } from 'hookstamp/dialects/djinn'
import { createManagementApi, type ManagementUser } from 'hookstamp/management'
import { memoryStore } from 'hookstamp/stores/memory'
import { httpTransport } from 'hookstamp/transports/http'

const me: ManagementUser = { id: 1, username: 'me', email: 'me@example.com', createdAt: 0 }
const found = (is: boolean): ManagementUser | undefined => (is ? me : undefined)

/** @param baseUrl where it is reached: all URLs in its answers begin with it */
export function exampleApi(baseUrl: string): (request: Request) => Promise<Response> {
  const store = memoryStore()
  const dispatcher = createDispatcher({ dialect: djinn, store, transport: httpTransport() })
  dispatcher.start()
  return createManagementApi({
    store,
    dispatcher,
    baseUrl,
    openApi: true,
    users: {
      byId: (id) => found(id === me.id),
      byUsername: (username) => found(username === me.username),
      byHandle: (handle) => found(handle === me.username || handle === me.email),
    },
    authenticate: ({ headers }) => {
      if (headers.get('authorization') !== `Bearer ${process.env['API_TOKEN'] ?? ''}`) return undefined
      return { user: me, permissions: ['namespace:read', 'namespace:write', 'namespace:delete'] }
    },
    onError: (error) => console.error(error),
  })
}
