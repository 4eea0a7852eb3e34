import type { Source } from './catalog.js'

/** What a document says about itself. */
export interface DocumentInfo {
  /** @default 'Webhooks', with the dialect's name */
  readonly title?: string
  /**
   * Version of what is described, not of hookstamp.
   * @default '1.0.0'
   */
  readonly version?: string
  /** @default none */
  readonly description?: string
}

export function infoOf(
  source: Source,
  info: DocumentInfo = {},
): Required<Omit<DocumentInfo, 'description'>> & DocumentInfo {
  return {
    title: source.name === undefined ? 'Webhooks' : `Webhooks of ${source.name}`,
    version: '1.0.0',
    ...info,
  }
}
