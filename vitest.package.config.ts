import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Tests of the package as it ships: they read dist and the packed tarball, so `npm run build` comes first.
const config: ViteUserConfig = {
  test: {
    name: 'package',
    include: ['test/package/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}
export default defineConfig(config) as ViteUserConfig
