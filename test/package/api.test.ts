import { expect, test } from 'vitest'
import { staleApiPages } from '../../scripts/generate-api.js'

test('the API reference is what the source says; else run: npm run docs:api', async () => {
  expect(await staleApiPages()).toEqual([])
})
