/** The badge of a namespace: what became of its last build, as an image. */
import type { BuildStatus } from './operations.js'

interface Look {
  readonly text: string
  readonly colour: string
}

/** Texts and colours as Djinn's own badges have them. */
const looks: Readonly<Record<BuildStatus | 'unknown', Look>> = {
  unknown: { text: 'unknown', colour: '#6a7393' },
  queued: { text: 'queued', colour: '#272b39' },
  running: { text: 'running', colour: '#61a0ea' },
  passed: { text: 'passed', colour: '#269326' },
  passed_with_failures: { text: 'passed', colour: '#ff7400' },
  failed: { text: 'failed', colour: '#c64242' },
  killed: { text: 'killed', colour: '#c64242' },
  timed_out: { text: 'timed out', colour: '#6a7393' },
}

const LABEL = 'Djinn CI'
const LABEL_WIDTH = 63
const HEIGHT = 20
// Of 11 px Verdana, rounded up; `textLength` fits any other font to it.
const LETTER_WIDTH = 6.5
const PADDING = 8

/** @see djinn-namespaces-api, "Badges" */
export function badge(status: BuildStatus | 'unknown'): string {
  const { text, colour } = looks[status]
  const textWidth = Math.round(text.length * LETTER_WIDTH)
  const labelTextWidth = LABEL_WIDTH - 2 * PADDING
  const statusWidth = textWidth + 2 * PADDING
  const width = LABEL_WIDTH + statusWidth
  const title = `${LABEL}: ${text}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}"><title>${title}</title><clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="${LABEL_WIDTH}" height="${HEIGHT}" fill="#383e51"/><rect x="${LABEL_WIDTH}" width="${statusWidth}" height="${HEIGHT}" fill="${colour}"/></g><g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11"><text x="${LABEL_WIDTH / 2}" y="14" textLength="${labelTextWidth}" lengthAdjust="spacingAndGlyphs">${LABEL}</text><text x="${LABEL_WIDTH + statusWidth / 2}" y="14" textLength="${textWidth}" lengthAdjust="spacingAndGlyphs">${text}</text></g></svg>\n`
}
