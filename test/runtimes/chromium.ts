/** A page on loopback, opened by a headless Chromium, and what it reports. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { chromium } from './runtimes.js'
import { stage } from './stage.js'
import type { Report } from './suite.js'

const DEADLINE_MS = 60_000

const options = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  // It resolves no name at all, so it speaks to nobody but us.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

export async function inChromium(): Promise<Report> {
  const page = servePage()
  await once(page.server.listen(0, '127.0.0.1'), 'listening')
  const { port } = page.server.address() as AddressInfo
  const profile = mkdtempSync(join(tmpdir(), 'hookstamp-chromium-'))
  const browser = spawn(chromium(), [...options, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/`], {
    stdio: 'ignore',
  })
  const gone = once(browser, 'exit')
  const tooLate = setTimeout(() => browser.kill(), DEADLINE_MS)
  try {
    const report = await Promise.race([page.reported, gone.then(() => undefined)])
    if (report === undefined) throw new Error('Chromium ended without a report')
    return report
  } finally {
    clearTimeout(tooLate)
    browser.kill()
    await gone
    page.server.closeAllConnections()
    page.server.close()
    discard(profile)
  }
}

/** The browser's children outlive it by a moment and still write; what is left then is the system's to clear. */
function discard(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  } catch {
    console.log(`left behind: ${folder}`)
  }
}

// Over http on loopback: a blank page is no secure context and has no Web Crypto.
function servePage(): { readonly server: Server; readonly reported: Promise<Report> } {
  const server = createServer()
  const reported = new Promise<Report>((resolve) => {
    server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
      if (request.method === 'POST') resolve(JSON.parse(await text(request)) as Report)
      const isScript = request.url === '/page.mjs'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(
        isScript ? readFileSync(join(stage, 'page.mjs')) : '<script type="module" src="/page.mjs"></script>',
      )
    })
  })
  return { server, reported }
}
