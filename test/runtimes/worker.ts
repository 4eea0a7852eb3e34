/** The suite as a test of a Worker, which `workerd test` runs and which fails by throwing. */
import { runSuite } from './suite.js'

export default {
  async test(): Promise<void> {
    console.log(JSON.stringify(await runSuite()))
  },
}
