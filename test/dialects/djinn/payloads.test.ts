import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as schemas from 'hookstamp/dialects/djinn/schemas'
import { disproved } from '../type-proof.js'

const schemasFile = fileURLToPath(new URL('../../../src/dialects/djinn/schemas.ts', import.meta.url))

it('are the types that the schemas yield, in both views', { timeout: 120_000 }, () => {
  expect(disproved(schemasFile, schemas)).toEqual([])
})
