/** The suite in a page, which sends what it found back to the server it came from. */
import { runSuite } from './suite.js'

void runSuite().then((report) => fetch('/report', { method: 'POST', body: JSON.stringify(report) }))
