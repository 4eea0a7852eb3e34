/** The badge of a namespace: what became of its last build, as an image. */
import type { BuildStatus } from './operations.js'

interface Look {
  readonly text: string
  /** Of the text in Verdana, 11 px, in pixels: `textLength` fits any other font to it. */
  readonly textWidth: number
  readonly colour: string
}

/** Texts and colours as Djinn's own badges have them. */
const looks: Readonly<Record<BuildStatus | 'unknown', Look>> = {
  unknown: { text: 'unknown', textWidth: 50, colour: '#6a7393' },
  queued: { text: 'queued', textWidth: 41, colour: '#272b39' },
  running: { text: 'running', textWidth: 42, colour: '#61a0ea' },
  passed: { text: 'passed', textWidth: 39, colour: '#269326' },
  passed_with_failures: { text: 'passed', textWidth: 39, colour: '#ff7400' },
  failed: { text: 'failed', textWidth: 30, colour: '#c64242' },
  killed: { text: 'killed', textWidth: 29, colour: '#c64242' },
  timed_out: { text: 'timed out', textWidth: 53, colour: '#6a7393' },
}

const LABEL: Look = { text: 'Djinn CI', textWidth: 43, colour: '#383e51' }
const PADDING = 8

/** @see djinn-namespaces-api, "Badges" */
export function badge(status: BuildStatus | 'unknown'): string {
  const look = looks[status]
  const left = LABEL.textWidth + 2 * PADDING
  const right = look.textWidth + 2 * PADDING
  const width = left + right
  const title = `${LABEL.text}: ${look.text}`
  // Round corners by their own paths: what refers to an id gets another badge's where several stand in one page.
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<path fill="${LABEL.colour}" d="M3 0h${left - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>`,
    `<path fill="${look.colour}" d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${left}z"/>`,
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">',
    textOf(LABEL, PADDING),
    textOf(look, left + PADDING),
    '</g></svg>\n',
  ].join('')
}

function textOf({ text, textWidth }: Look, x: number): string {
  return `<text x="${x}" y="14" textLength="${textWidth}" lengthAdjust="spacingAndGlyphs">${text}</text>`
}
