import { signingVectors } from 'hookstamp/testing/vectors'
import { describe, expect, test } from 'vitest'
import { differences } from '../vectors/check-vector.js'

for (const [scheme, vectors] of Object.entries(signingVectors)) {
  describe(scheme, () => {
    test.each(vectors)('$name: $verdict.code', async (vector) => {
      expect(await differences(vector)).toEqual([])
    })
  })
}
