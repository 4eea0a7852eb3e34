/**
 * One case of the benchmarks of receiving, in a process of its own: a server that tells its port, then, between `start`
 * and `stop`, how much CPU it took.
 */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import express from 'express'
import Fastify from 'fastify'
import { createReceiver } from 'hookstamp'
import * as expressAdapter from 'hookstamp/adapters/express'
import * as fastifyAdapter from 'hookstamp/adapters/fastify'
import * as fetchAdapter from 'hookstamp/adapters/fetch'
import * as nodeAdapter from 'hookstamp/adapters/node'
import { djinn } from 'hookstamp/dialects/djinn'
import * as schemas from 'hookstamp/dialects/djinn/schemas'
import * as byHand from './receive-by-hand.mjs'
import { SECRET } from './receive-requests.mjs'

const receiver = (validation) =>
  createReceiver({ dialect: djinn, secrets: [SECRET], validation }).on('build.finished', () => undefined)
const handlers = { 'build.finished': () => undefined }
const validating = { 'build.finished': (json) => schemas.loose['build.finished'].parse(json) }

function octokit() {
  const webhooks = new Webhooks({ secret: SECRET })
  webhooks.on('push', () => undefined)
  return createNodeMiddleware(webhooks, { path: '/hook' })
}
function expressWith(handler) {
  const app = express()
  app.post('/hook', handler)
  return createServer(app)
}
async function fastifyWith(plugin, options) {
  const app = Fastify()
  await app.register(plugin, options)
  await app.ready()
  return app.server
}

const cases = {
  'node by hand': () => createServer(byHand.onNode(handlers)),
  'node by hand, zod': () => createServer(byHand.onNode(validating)),
  node: () => createServer(nodeAdapter.endpoint(receiver('off'))),
  'node, loose': () => createServer(nodeAdapter.endpoint(receiver('loose'))),
  octokit: () => createServer(octokit()),
  'express by hand': () => expressWith(byHand.onNode(handlers)),
  express: () => expressWith(expressAdapter.endpoint(receiver('off'))),
  'fastify by hand': () => fastifyWith(byHand.onFastify(handlers)),
  fastify: () => fastifyWith(fastifyAdapter.endpoint(receiver('off')), { prefix: '/hook' }),
  'fetch by hand': () => createServer(getRequestListener(byHand.onFetch(handlers))),
  fetch: () => createServer(getRequestListener(fetchAdapter.endpoint(receiver('off')))),
}

const server = await cases[process.argv[2]]()
let before
process.on('message', (message) => {
  if (message === 'start') before = process.cpuUsage()
  const { user, system } = process.cpuUsage(before)
  process.send(user + system)
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
