/** node:http: nothing but the API. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listener } from 'hookstamp/management/node'
import { exampleApi } from '../manage/api.js'

const server = createServer(listener(exampleApi('https://example.com/api')))
server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/api`)
})
