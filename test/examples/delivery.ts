import { djinn } from 'hookstamp/dialects/djinn'
import { fixture } from 'hookstamp/fixtures/djinn'
import { signedRequest } from 'hookstamp/testing'

/** What every receiving example is sent, and has to print. */
export const secret = 'a secret of the example'
const finished = fixture('build.finished', { status: 'failed' })
export const printed: string = `build ${finished.payload.id} failed`

/** The answers to one signed delivery, and to one by somebody else. */
export async function statusesOf(url: string): Promise<readonly number[]> {
  const send = async (by: string): Promise<number> =>
    (await fetch(url, await signedRequest(djinn, finished, { secret: by }))).status
  return [await send(secret), await send('somebody else')]
}
