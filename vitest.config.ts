import { defineConfig } from 'vitest/config'

/** Files that need no database, or bring their own: they run once. Everything else runs on both databases. */
const once = [
  'src/dialogue/{opinion-map*,polis.source,analyse,demo}.test.ts',
  'src/platform/{config,languages,web/look}*.test.ts',
  'src/platform/db/embedded*.test.ts',
  'test/**/*.test.ts',
]

export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'embedded', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'], exclude: ['test/journeys/**'] },
      },
      {
        extends: true,
        test: { name: 'postgres', include: ['src/**/*.test.{ts,tsx}'], exclude: once, globalSetup: ['test/testing/postgres.setup.ts'] },
      },
      { extends: true, test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], isolate: true } },
    ],
  },
})
