/** The whole way of a webhook through the neutral doors: fixture, signature, receiver, answer. */
import { createReceiver } from 'hookstamp'
import { endpoint } from 'hookstamp/adapters/fetch'
import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { signedRequest } from 'hookstamp/testing'

/** Receives one message that is right and one that is not, and returns what went otherwise than it should. */
export async function receiveBoth(): Promise<readonly string[]> {
  let status: string | undefined
  const receiver = createReceiver({ dialect: djinn, secrets: ['s3cret'] }).on(
    'build.finished',
    ({ payload }) => {
      status = payload.status
    },
  )
  const answerTo = async (secret: string): Promise<number> => {
    const request = await signedRequest(djinn, fixture('build.finished'), { secret })
    return (await endpoint(receiver)(request.toRequest())).status
  }
  const found: string[] = []
  const forged = await answerTo('another')
  if (forged !== 401 || status !== undefined) found.push(`a forged message was answered ${forged}`)
  const honest = await answerTo('s3cret')
  if (honest !== 204 || status !== 'passed') found.push(`an honest message was answered ${honest}`)
  return found
}
