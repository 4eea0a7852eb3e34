import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import * as schemas from 'hookstamp/dialects/gitlab-system/schemas'
import { disproved } from '../type-proof.js'

const schemasFile = fileURLToPath(new URL('../../../src/dialects/gitlab-system/schemas.ts', import.meta.url))

it('are the types that the schemas yield, in both views', { timeout: 180_000 }, () => {
  expect(disproved(schemasFile, schemas)).toEqual([])
})
