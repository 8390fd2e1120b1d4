import type { TestProject } from 'vitest/node'
import { startTemporaryPostgres } from '../../src/platform/testing/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One PostgreSQL for the whole run, in a temporary directory; tests of this project are skipped by name where there are no binaries. */
export default async function setup(project: TestProject) {
  const postgres = await startTemporaryPostgres()
  if (!postgres)
    console.warn('\n  SKIPPED: no PostgreSQL binaries (15 or newer) were found, so the database tests run on the embedded database only.\n')
  project.provide('postgresUrl', postgres?.url ?? 'missing')
  return async () => {
    await postgres?.stop()
  }
}
