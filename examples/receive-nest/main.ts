/** Nest, on Express: the endpoint is added before `listen`, which is when Nest adds its body parser. */
import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/express'
import { djinn } from 'hookstamp/dialects/djinn'

const receiver = createReceiver({ dialect: djinn, secrets: [process.env['DJINN_SECRET'] ?? ''] }).on(
  'build.finished',
  ({ payload }) => console.log(`build ${payload.id} ${payload.status}`),
)

class AppModule {}
Module({})(AppModule)

const app = await NestFactory.create(AppModule, { logger: ['error'] })
app.use('/hooks', endpoint(receiver))
await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1')
console.log(`listening on ${await app.getUrl()}/hooks`)
