/** Express: below a path, before the body parsers of everything else. */
import type { AddressInfo } from 'node:net'
import express from 'express'
import { listener } from 'hookstamp/management/node'
import { exampleApi } from '../manage/api.js'

const app = express()
app.use('/api', listener(exampleApi('https://example.com/api')))
app.use(express.json())

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}/api`)
})
