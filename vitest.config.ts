import { defineConfig } from 'vitest/config'
import { findBinaries } from './src/platform/testing/postgres.ts'

/** Files that need no database, or bring their own: they run once. Everything else runs on both databases. */
const once = [
  'src/dialogue/{opinion-map*,polis.source,polis.votes,analyse,demo}.test.ts',
  'src/platform/{config,markdown}/*.test.ts',
  'src/platform/web/look.test.ts',
  'src/platform/db/embedded*.test.ts',
  'test/**/*.test.ts',
]

const isPostgresThere = findBinaries() !== undefined
if (!isPostgresThere)
  console.warn('\n  SKIPPED: no PostgreSQL binaries (15 or newer) were found, so the database tests run on the embedded database only.\n')

const onPostgres = {
  extends: true as const,
  test: { name: 'postgres', include: ['src/**/*.test.{ts,tsx}'], exclude: once, globalSetup: ['test/testing/postgres.setup.ts'] },
}

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
      ...(isPostgresThere ? [onPostgres] : []),
      { extends: true, test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], isolate: true } },
    ],
  },
})
