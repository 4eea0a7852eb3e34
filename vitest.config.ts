import { defineConfig, type ViteUserConfig } from 'vitest/config'

const web = new URL('./src/internal/crypto-web.ts', import.meta.url).pathname

// Two projects over the same source: everything on node:crypto, and the signing tests once more on Web Crypto.
const config: ViteUserConfig = {
  test: {
    projects: [
      {
        ssr: { resolve: { conditions: ['hookstamp-source'] } },
        test: { name: 'node', include: ['test/**/*.test.ts'], exclude: ['test/package/**'] },
      },
      {
        ssr: { resolve: { conditions: ['hookstamp-source'] } },
        resolve: { alias: { '#crypto': web } },
        test: { name: 'web', include: ['test/signing/**/*.test.ts'] },
      },
    ],
  },
}
export default defineConfig(config) as ViteUserConfig
