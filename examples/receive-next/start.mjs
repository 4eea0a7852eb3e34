/** Starts Next on PORT (0 takes a free one), as its own server in one process. */
import { createServer } from 'node:http'
import next from 'next'

const app = next({ dev: true, hostname: '127.0.0.1' })
await app.prepare()
const server = createServer(app.getRequestHandler())
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/hooks`)
})
