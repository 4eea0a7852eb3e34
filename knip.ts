import type { KnipConfig } from 'knip'

// What is exported has to be used: by a door (which knip finds in package.json), by another file, or by a test.
const config: KnipConfig = {
  entry: [
    'src/cli/main.ts',
    'scripts/*.ts',
    'test/**/*.test.ts',
    // Started as processes of their own, or compiled alone.
    'test/{cluster,runtimes}/*.ts',
    'test/dialects/*/{types,everyday}.ts',
    'bench/*.mjs',
    'examples/**/*.{ts,mjs}',
  ],
  project: ['{src,scripts,test}/**/*.ts', 'bench/**/*.mjs', 'examples/**/*.{ts,mjs}'],
  ignoreExportsUsedInFile: true,
  // Of examples that are tried where they are installed, and of engines that a test looks for.
  ignoreDependencies: ['reflect-metadata', '@nestjs/*', 'next', '@prisma/*', 'type-fest'],
  ignoreBinaries: ['apt-get', 'redis-server', 'mount', 'umount', 'strace'],
}
export default config
