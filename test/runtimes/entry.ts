/** Prints what the suite found, as the last line of a process. */
import { runSuite } from './suite.js'

void runSuite().then((report) => console.log(JSON.stringify(report)))
